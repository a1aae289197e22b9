import { dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * "One open incident per integration and title" is the unique index `incident_open_group`. `alert_title_hash` stands for the
 * title in it: a title may be longer than what an index takes.
 */
export class CreateIncident1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(`
      create sequence incident_number;
      create function hash_of_title(title text) returns bytea language sql immutable strict parallel safe
        as $$ select sha256(convert_to(title, 'UTF8')) $$;
      create table incident (
        id text primary key,
        number bigint not null unique default nextval('incident_number'),
        title text not null,
        status text not null check (status in ('triggered', 'acknowledged', 'resolved')),
        priority text,
        severity text,
        integration_id text not null,
        escalation_policy_id text,
        source text not null check (source in ('webhook', 'call', 'manual')),
        alert_title text,
        alert_title_hash bytea generated always as (hash_of_title(alert_title)) stored,
        details json,
        occurrences integer not null,
        opened_at timestamptz not null,
        last_seen_at timestamptz not null,
        acknowledged_at timestamptz,
        acknowledged_by text,
        resolved_at timestamptz,
        resolved_by text,
        line_id text
      );
      alter sequence incident_number owned by incident.number;
      create unique index incident_open_group on incident (integration_id, alert_title_hash)
        where alert_title is not null and status <> 'resolved';
      create index incident_open on incident (number) where status <> 'resolved';
      create index incident_of_integration on incident (integration_id, number);
      create table incident_call (
        incident_id text not null references incident (id) on delete cascade,
        call_id text not null unique,
        primary key (incident_id, call_id)
      );
      create table timeline_entry (
        id bigint generated always as identity primary key,
        incident_id text not null references incident (id) on delete cascade,
        at timestamptz not null,
        type text not null,
        actor text not null,
        text text not null,
        repeats integer not null default 0
      );
      create index timeline_entry_of_incident on timeline_entry (incident_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table timeline_entry; drop table incident_call; drop table incident; drop function hash_of_title;',
    );
    await runner.query(dropMessagingTables);
  }
}
