import { dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * delivery: one row a fact and channel, with the fact it tells of; `thing` is the call or incident, about which the messages
 * of a channel keep their order (by `sequence`). `tries` counts since the last start (the first, or a resend by hand),
 * `attempts` all of them; it is also the mark by which a worker knows that a delivery is still its own.
 * channel_pace: up to when the sending times of a channel are given away.
 */
export class CreateDelivery1795219200000 implements MigrationInterface {
  name = 'CreateDelivery1795219200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(`
      create table delivery (
        id text primary key,
        sequence bigint generated always as identity unique,
        fact_id text not null,
        channel_id text not null,
        about text not null,
        thing text not null,
        call_id text,
        incident_id text,
        fact jsonb not null,
        fact_at timestamptz not null,
        correlation_id text not null,
        status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
        attempts int not null default 0,
        tries int not null default 0,
        last_error text,
        created_at timestamptz not null,
        delivered_at timestamptz,
        next_attempt_at timestamptz not null,
        give_up_at timestamptz not null,
        leased_until timestamptz,
        unique (fact_id, channel_id)
      );
      create index delivery_due on delivery (next_attempt_at) where status = 'pending';
      create index delivery_pending_in_order on delivery (channel_id, thing, sequence) where status = 'pending';
      create index delivery_by_channel on delivery (channel_id, sequence);
      create index delivery_by_call on delivery (call_id, sequence) where call_id is not null;
      create index delivery_by_incident on delivery (incident_id, sequence) where incident_id is not null;
      create table channel_pace (
        channel_id text primary key,
        taken_until timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table channel_pace; drop table delivery; ${dropMessagingTables}`);
  }
}
