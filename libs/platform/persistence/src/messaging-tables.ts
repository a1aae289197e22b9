import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/**
 * The tables that carry events out of and into a schema; every service that speaks puts this SQL in its first migration, and
 * `deadLetterTable` in a later one.
 * - outbox: written in the transaction that makes the event true; the relay publishes it.
 * - inbox: one row an event and consumer, so an event takes effect once however often it arrives.
 * - parked: what failed for good, with its reason. `deadLetterTable` makes `dead_letter` of it.
 * The data is `json`, kept as written: a monitor's body comes back in its own order.
 */
export const messagingTables = `
  create table outbox (
    sequence bigint generated always as identity primary key,
    id text not null unique,
    subject text not null,
    data json not null,
    correlation_id text not null,
    occurred_at timestamptz not null default now(),
    published_at timestamptz,
    stream_sequence bigint
  );
  create index outbox_unpublished on outbox (sequence) where published_at is null;
  create table inbox (
    consumer text not null,
    event_id text not null,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
  );
  create index inbox_handled_at on inbox (handled_at);
  create table parked (
    consumer text not null,
    event_id text not null,
    subject text not null,
    data json not null,
    correlation_id text not null,
    reason text not null,
    parked_at timestamptz not null default now(),
    primary key (consumer, event_id)
  );
`;

export const dropMessagingTables = 'drop table parked; drop table inbox; drop table outbox;';

/**
 * - dead_letter: an event that its consumer can never take, as text (it may be no JSON), with all that a replay needs. What is here is
 *   in the inbox too, so that it does not come again by itself.
 * - parked: the same rows for the previous version of a service, which runs beside this one during an upgrade.
 * - outbox_by_subject: a consumer reads the newest events of its subjects from the outbox of their owner.
 * `stream_sequence` stays for that previous version too; nobody reads it any more.
 */
export const deadLetterTable = `
  set local statement_timeout = 0;
  alter table parked rename to dead_letter;
  alter table dead_letter drop constraint parked_pkey;
  alter table dead_letter rename column parked_at to failed_at;
  alter table dead_letter alter column data type text using data::text;
  alter table dead_letter
    add column id text not null default 'dead_00' || substr(md5(gen_random_uuid()::text), 1, 24) primary key,
    add column attempts integer not null default 1,
    add column occurred_at timestamptz not null default now(),
    add column sequence bigint not null default 0,
    add constraint dead_letter_event unique (consumer, event_id);
  update dead_letter set occurred_at = failed_at;
  insert into inbox (consumer, event_id) select consumer, event_id from dead_letter on conflict do nothing;
  create view parked as
    select consumer, event_id, subject, data, correlation_id, reason, failed_at as parked_at from dead_letter;
  create index outbox_by_subject on outbox (subject, sequence);
`;

export const dropDeadLetterTable = `
  drop index outbox_by_subject;
  drop view parked;
  alter table dead_letter
    drop constraint dead_letter_event, drop column id, drop column attempts, drop column occurred_at, drop column sequence;
  alter table dead_letter alter column data type json using to_json(data);
  alter table dead_letter rename column failed_at to parked_at;
  alter table dead_letter rename to parked;
  alter table parked add constraint parked_pkey primary key (consumer, event_id);
`;

/** An event of this service, written in the transaction that makes it true. */
@Entity('outbox')
@Index('outbox_unpublished', ['sequence'], { where: 'published_at IS NULL' })
@Index('outbox_by_subject', ['subject', 'sequence'])
@Unique('outbox_id_key', ['id'])
export class OutboxEntry {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  readonly sequence: string;

  @Column('text')
  readonly id: string;

  @Column('text')
  readonly subject: string;

  @Column('json')
  readonly data: unknown;

  @Column('text', { name: 'correlation_id' })
  readonly correlationId: string;

  @Column('timestamptz', { name: 'occurred_at', default: () => 'now()' })
  readonly occurredAt: Date;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  readonly publishedAt: Date | null;

  @Column('bigint', { name: 'stream_sequence', nullable: true })
  readonly streamSequence: string | null;
}

/** One row an event and consumer: the event has taken effect. */
@Entity('inbox')
@Index('inbox_handled_at', ['handledAt'])
export class InboxEntry {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'inbox_pkey' })
  readonly consumer: string;

  @PrimaryColumn('text', { name: 'event_id', primaryKeyConstraintName: 'inbox_pkey' })
  readonly eventId: string;

  @Column('timestamptz', { name: 'handled_at', default: () => 'now()' })
  readonly handledAt: Date;
}

/** An event that its consumer can never take, with the reason. */
@Entity('dead_letter')
@Unique('dead_letter_event', ['consumer', 'eventId'])
export class DeadLetterEntry {
  /** The default is for rows that a previous version of the service writes through the view `parked`. */
  @PrimaryColumn('text', {
    primaryKeyConstraintName: 'dead_letter_pkey',
    default: () => "('dead_00'|| substr(md5((gen_random_uuid())), 1, 24))",
  })
  readonly id: string;

  @Column('text')
  readonly consumer: string;

  @Column('text', { name: 'event_id' })
  readonly eventId: string;

  @Column('text')
  readonly subject: string;

  @Column('text')
  readonly data: string;

  @Column('text', { name: 'correlation_id' })
  readonly correlationId: string;

  @Column('text')
  readonly reason: string;

  @Column('timestamptz', { name: 'failed_at', default: () => 'now()' })
  readonly failedAt: Date;

  @Column('integer', { default: 1 })
  readonly attempts: number;

  @Column('timestamptz', { name: 'occurred_at', default: () => 'now()' })
  readonly occurredAt: Date;

  @Column('bigint', { default: 0 })
  readonly sequence: string;
}

/** Every service has these tables beside its own. */
export const messagingEntities = [OutboxEntry, InboxEntry, DeadLetterEntry];
