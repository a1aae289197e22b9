import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audio files, test mode, codes for phones; and all that the services mirror as one view. */
export class WidenControl1795478400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(mirrored);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view mirrored');
    await runner.query('drop table phone_code, test_mode, audio_content');
    await runner.query(`delete from thing where kind = 'audio'`);
  }
}

const tables = `
  create table audio_content (
    audio_id text primary key references thing (id) on delete cascade,
    file text not null unique,
    content_type text not null,
    bytes bytea not null
  );
  alter table audio_content alter column bytes set storage external;
  create table test_mode (
    line_id text primary key references thing (id) on delete cascade,
    user_id text not null references thing (id) on delete cascade,
    until timestamptz not null
  );
  create table phone_code (
    user_id text primary key references thing (id) on delete cascade,
    phone text not null,
    code_hash text,
    code_secret text,
    document_key text unique,
    provider text,
    tries_left integer not null default 0,
    expires_at timestamptz not null,
    sent_at timestamptz[] not null default '{}'
  );
`;

const mirrored = `
  create view mirrored as
    select kind, id, document from thing
    union all
    select 'test-mode', line_id, jsonb_build_object(
      'id', line_id, 'userId', user_id, 'until', to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from test_mode
    union all
    select 'settings', 'organisation',
      '{"blockedPrefixes": [], "allowedCountries": null, "notifyFrom": null}'::jsonb || document || '{"id": "organisation"}'
    from settings;
`;
