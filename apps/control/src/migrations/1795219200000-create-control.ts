import { dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateControl1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(configuration);
    await runner.query(access);
    await runner.query(bookkeeping);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table settings, idempotency, audit, api_key, session, credential');
    await runner.query('drop table config_change, reference, thing');
    await runner.query(dropMessagingTables);
  }
}

const configuration = `
  create table thing (
    id text primary key,
    kind text not null,
    name text not null,
    document jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index thing_by_name on thing (kind, lower(name) collate "C", id);
  create unique index thing_user_email on thing (lower(document->>'email')) where kind = 'user';
  create unique index thing_line_number on thing ((document->>'number')) where kind = 'line';
  create unique index thing_contact_phone on thing ((document->>'phone')) where kind = 'contact';
  create unique index thing_team_slug on thing ((document->>'slug')) where kind = 'team';
  create table reference (
    from_id text not null references thing (id) on delete cascade,
    path text not null,
    to_id text not null references thing (id) on delete restrict,
    primary key (from_id, path)
  );
  create index reference_to on reference (to_id);
  create table config_change (
    sequence bigint generated always as identity primary key,
    kind text not null,
    id text not null
  );
`;

const access = `
  create table credential (
    user_id text primary key references thing (id) on delete cascade,
    password_hash text not null
  );
  create table session (
    token_hash text primary key,
    user_id text not null references thing (id) on delete cascade,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
  );
  create index session_by_user on session (user_id);
  create index session_by_end on session (expires_at);
  create table api_key (
    id text primary key,
    name text not null,
    role text not null,
    prefix text not null,
    key_hash text not null unique,
    from_environment boolean not null default false,
    created_at timestamptz not null default now()
  );
  create unique index api_key_from_environment on api_key (from_environment) where from_environment;
`;

const bookkeeping = `
  create table audit (
    sequence bigint generated always as identity primary key,
    at timestamptz not null,
    actor jsonb not null,
    ip text,
    action text not null,
    kind text not null,
    thing_id text not null,
    thing_name text not null,
    before jsonb,
    after jsonb
  );
  create index audit_thing on audit (thing_id, sequence);
  create table idempotency (
    actor_id text not null,
    key text not null,
    request_hash text not null,
    status integer,
    answer_secret text,
    created_at timestamptz not null,
    primary key (actor_id, key)
  );
  create index idempotency_created_at on idempotency (created_at);
  create table settings (
    only_row boolean primary key default true check (only_row),
    document jsonb not null
  );
`;
