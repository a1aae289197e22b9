import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePersonNotification1796342400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_notification (
        id text constraint person_notification_pkey primary key,
        sequence bigint generated always as identity constraint person_notification_sequence_key unique,
        event_id text not null,
        user_id text not null,
        position integer not null,
        incident_id text,
        step integer,
        type text not null,
        notice json not null,
        correlation_id text not null,
        created_at timestamptz not null,
        planned_at timestamptz not null,
        due_at timestamptz not null,
        state text not null constraint person_notification_state_check
          check (state in ('waiting', 'sent', 'delivered', 'failed', 'answered', 'cancelled')),
        detail text,
        tries integer not null default 0,
        leased_until timestamptz,
        sent_at timestamptz,
        provider_id text,
        constraint person_notification_once unique (event_id, user_id, position)
      );
      create index person_notification_due on person_notification (due_at) where state = 'waiting';
      create index person_notification_of_incident on person_notification (incident_id, sequence);
      create index person_notification_of_user on person_notification (user_id, sequence);
      create index person_notification_sent on person_notification (type, sent_at) where sent_at is not null;
      create table refused_phone (
        phone text constraint refused_phone_pkey primary key,
        category text not null,
        reason text not null,
        at timestamptz not null
      );
      create table talk (
        call_id text constraint talk_pkey primary key,
        user_id text not null,
        since timestamptz not null
      );
      create index talk_of_user on talk (user_id);
      create table incoming_text (
        provider_id text constraint incoming_text_pkey primary key,
        at timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table incoming_text; drop table talk; drop table refused_phone; drop table person_notification;',
    );
  }
}
