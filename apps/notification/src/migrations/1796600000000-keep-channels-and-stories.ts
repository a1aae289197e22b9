import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Channels are worked on one at a time: their queue has the lease, not each delivery. An instance of the version before may run beside
 * this one during an upgrade: its first statement for an event reads the view `channel_rate_limit`, which fails with a state (55000)
 * that it tries again for ever, so that it leaves the event to us; and it can claim no delivery, since the column is gone by which it did.
 */
export class KeepChannelsAndStories1796600000000 implements MigrationInterface {
  name = 'KeepChannelsAndStories1796600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table delivery drop column leased_until;
      alter table delivery
        add column rank smallint not null default 1,
        add column uncertain_since timestamptz,
        add column summary_id text,
        add column detail text;
      update delivery set rank = 0 where call_id is not null and status = 'pending';
      drop index delivery_due;
      create index delivery_due on delivery (channel_id, next_attempt_at) where status = 'pending';
      create index delivery_in_order on delivery (channel_id, rank, sequence) where status = 'pending';
      create index delivery_delivered on delivery (channel_id, delivered_at) where status = 'delivered';
      create index delivery_ended on delivery (created_at) where status <> 'pending';

      alter table channel_rate_limit rename to channel_queue;
      alter table channel_queue rename constraint channel_rate_limit_pkey to channel_queue_pkey;
      alter table channel_queue
        alter column reserved_until drop not null,
        add column closed_until timestamptz,
        add column closed_because text,
        add column failures int not null default 0,
        add column failing_since timestamptz,
        add column gone int not null default 0,
        add column disabled_at timestamptz,
        add column disabled_target text,
        add column admins_told_at timestamptz,
        add column leased_until timestamptz,
        add column news int not null default 0,
        add column lease int not null default 0,
        add column turn_began_at timestamptz;
      create view channel_rate_limit as
        select channel_id, reserved_until from channel_queue where replaced_by_newer_version();
      insert into channel_queue (channel_id) select distinct channel_id from delivery where status = 'pending' on conflict do nothing;

      create table channel_message (
        channel_id text not null,
        ordering_key text not null,
        place text not null,
        message text not null,
        posted_at timestamptz not null,
        constraint channel_message_pkey primary key (channel_id, ordering_key)
      );
      create index channel_message_posted on channel_message (posted_at);
      create table channel_summary (
        id text constraint channel_summary_pkey primary key,
        channel_id text not null,
        began_at timestamptz not null,
        last_event_at timestamptz not null,
        tally json not null,
        told_at timestamptz,
        has_news boolean not null default true,
        place text,
        message text,
        uncertain_since timestamptz,
        ended_at timestamptz
      );
      create unique index channel_summary_open on channel_summary (channel_id) where ended_at is null;
      create table story (
        key text constraint story_pkey primary key,
        state json,
        updated_at timestamptz not null
      );
      create index story_updated on story (updated_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table story;
      drop table channel_summary;
      drop table channel_message;
      drop view channel_rate_limit;
      alter table channel_queue
        drop column closed_until, drop column closed_because, drop column failures, drop column failing_since, drop column gone,
        drop column disabled_at, drop column disabled_target, drop column admins_told_at, drop column leased_until,
        drop column news, drop column lease, drop column turn_began_at;
      delete from channel_queue where reserved_until is null;
      alter table channel_queue alter column reserved_until set not null;
      alter table channel_queue rename constraint channel_queue_pkey to channel_rate_limit_pkey;
      alter table channel_queue rename to channel_rate_limit;
      drop index delivery_ended;
      drop index delivery_delivered;
      drop index delivery_in_order;
      drop index delivery_due;
      create index delivery_due on delivery (next_attempt_at) where status = 'pending';
      alter table delivery
        drop column rank, drop column uncertain_since, drop column summary_id, drop column detail,
        add column leased_until timestamptz;
    `);
  }
}
