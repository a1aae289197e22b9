/**
 * The tables that carry facts out of and into a schema; every service that speaks puts this SQL in its first migration.
 * - outbox: written in the transaction that makes the fact true; the relay publishes it.
 * - inbox: one row a fact and consumer, so a fact takes effect once however often it arrives.
 * - parked: what failed for good, with its reason.
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
