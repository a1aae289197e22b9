import { dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCall1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${messagingTables}
      create table call (
        id text primary key,
        version int not null,
        line_id text not null,
        line_name text not null,
        provider text not null,
        provider_call_id text not null,
        caller_number text,
        caller_name text,
        called_at timestamptz not null,
        ended_at timestamptz,
        outcome text,
        engaged_user_id text,
        deadline_at timestamptz,
        state jsonb not null,
        steps jsonb not null,
        correlation_id text not null,
        incident_id text,
        notes text not null default '',
        archived boolean not null default false,
        unique (provider, provider_call_id)
      );
      create index call_newest on call (called_at desc, id desc);
      create index call_of_line on call (line_id, called_at desc);
      create index call_of_caller on call (caller_number, called_at desc);
      create index call_due on call (deadline_at) where ended_at is null;
      create index call_engaged on call (engaged_user_id) where ended_at is null and engaged_user_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table call; ${dropMessagingTables}`);
  }
}
