import { Injectable } from '@nestjs/common';
import { notificationEvents } from '@ringdown/contracts';
import type { NotificationState, NotifyKind, StoredNotification } from '@ringdown/domain-incidents';
import { appendToOutbox, outboxEvent } from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import type { PersonNotificationEntity } from './person-notification.entity.js';
import { isIncident, type Notice } from './person-messages.js';

/** A notification that is not stored yet. */
export interface NewNotification {
  readonly eventId: string;
  readonly userId: string;
  readonly position: number;
  readonly step: number | null;
  readonly madeResponder: boolean;
  readonly type: NotifyKind;
  readonly notice: Notice;
  readonly correlationId: string;
  readonly dueAt: Date;
  readonly state: 'waiting' | 'failed';
  readonly detail: string | null;
}

export type NotificationRow = Readonly<PersonNotificationEntity>;

/** Whether somebody is asked to look after an incident, and not only told of something. */
export const asksForAnswer = ({ step, made_responder: madeResponder }: NotificationRow): boolean =>
  step !== null || madeResponder;
/** The same as SQL. */
const asking = '(step is not null or made_responder)';

/** A stored notification that is to be sent at `at`. */
export interface ScheduledNotification {
  readonly id: string;
  readonly at: Date;
  readonly correlationId: string;
}

type Claim =
  | { readonly type: 'mine'; readonly notification: NotificationRow }
  | { readonly type: 'later'; readonly at: Date }
  /** Over, cancelled, or being sent by another worker. */
  | { readonly type: 'not-mine' };

/** Whoever sends renews it while they do: so long after they have died, somebody else may. */
const leaseMs = 1500;

/** `leased`: also what somebody began to send and has neither recorded nor renewed since; else only what nobody has begun. */
export type Sendable = 'untouched' | 'leased';

/** Notifications of people in Postgres: who is told how and when, who may send now, and what came of it. */
@Injectable()
export class PersonNotificationRepository {
  constructor(private readonly database: Database) {}

  /** Stores each once; answers those that are new and wait. */
  async add(tx: Sql, planned: readonly NewNotification[], now: Date): Promise<readonly ScheduledNotification[]> {
    if (planned.length === 0) return [];
    const rows = planned.map((one, place) => ({
      ...one,
      id: newId('notification'),
      incidentId: isIncident(one.notice) ? one.notice.id : null,
      place,
    }));
    const added = await tx.query<ScheduledNotification & { state: NotificationState }>(
      `insert into person_notification (id, event_id, user_id, position, incident_id, step, made_responder, type, notice, correlation_id, created_at,
         planned_at, due_at, state, detail)
       select id, "eventId", "userId", position, "incidentId", step, "madeResponder", type, notice, "correlationId", $2::timestamptz, "dueAt", "dueAt",
         state, detail
       from json_to_recordset($1::json) as r(id text, "eventId" text, "userId" text, position int, "incidentId" text, step int,
         "madeResponder" boolean, type text, notice json, "correlationId" text, "dueAt" timestamptz, state text, detail text, place int)
       order by place
       on conflict (event_id, user_id, position) do nothing
       returning id, due_at as at, correlation_id as "correlationId", state`,
      [JSON.stringify(rows), now],
    );
    return added.filter(({ state }) => state === 'waiting');
  }

  /**
   * Nobody is told any more of these incidents, nor by another kind where one fails. `why` by incident id. With `responders` only these
   * people, of what they were told as responders.
   */
  async callOff(tx: Sql, why: ReadonlyMap<string, string>, responders: readonly string[] | null = null): Promise<void> {
    await tx.query(
      `update person_notification set called_off = true,
         state = case state when 'waiting' then 'cancelled' else state end,
         detail = case state when 'waiting' then $2::jsonb ->> incident_id else detail end
       where incident_id = any($1::text[]) and not called_off
         and (case when $3::text[] is null then ${asking} else made_responder and user_id = any($3::text[]) end)`,
      [[...why.keys()], JSON.stringify(Object.fromEntries(why)), responders],
    );
  }

  /** Who was told of an incident, and in which ways that arrived as far as we know. */
  async toldOf(
    tx: Sql,
    incidentId: string,
  ): Promise<readonly { readonly userId: string; readonly types: NotifyKind[] }[]> {
    return tx.query(
      `select user_id as "userId", array_agg(distinct type) as types from person_notification
       where incident_id = $1 and ${asking} and state in ('sent', 'delivered', 'answered') group by user_id`,
      [incidentId],
    );
  }

  /** The incidents that a person was told of lately, the newest first. */
  async incidentsToldTo(userId: string, since: Date): Promise<readonly string[]> {
    const rows = await this.database.query<{ incident_id: string }>(
      `select incident_id from person_notification
       where user_id = $1 and ${asking} and sent_at >= $2 group by incident_id order by max(sequence) desc limit 1000`,
      [userId, since],
    );
    return rows.map(({ incident_id: id }) => id);
  }

  /** Of any number of workers exactly one gets a notification, for the time of a lease. */
  async claim(id: string, now: Date, which: Sendable = 'untouched'): Promise<Claim> {
    const [notification] = await this.database.query<NotificationRow>(
      `update person_notification set leased_until = $3, tries = tries + 1
       where id = $2 and state = 'waiting' and due_at <= $1
         and (leased_until is null or ($4 = 'leased' and leased_until <= $1)) returning *`,
      [now, id, new Date(now.getTime() + leaseMs), which],
    );
    if (notification) return { type: 'mine', notification };
    const [waiting] = await this.database.query<{ at: Date }>(
      `select due_at as at from person_notification where id = $1 and state = 'waiting' and leased_until is null`,
      [id],
    );
    return waiting && waiting.at > now ? { type: 'later', at: waiting.at } : { type: 'not-mine' };
  }

  /** What this process still sends stays its own. */
  async renew(ids: readonly string[], now: Date): Promise<void> {
    await this.database.query(
      `update person_notification set leased_until = $2
       where id = any($1::text[]) and state = 'waiting' and leased_until is not null`,
      [ids, new Date(now.getTime() + leaseMs)],
    );
  }

  /** The ids of what could be sent at `now` and was due by `dueBy`, the longest due first. */
  async due(dueBy: Date, now: Date, which: Sendable, limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from person_notification
       where state = 'waiting' and due_at <= $1 and (leased_until is null or ($3 = 'leased' and leased_until <= $2))
       order by due_at, sequence limit $4`,
      [dueBy, now, which, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Tries it again at `at`, where it still waits. */
  async postpone(id: string, at: Date, detail: string, countsAsTry: boolean): Promise<void> {
    await this.database.query(
      `update person_notification set due_at = $2, detail = $3, leased_until = null, tries = tries - $4
       where id = $1 and state = 'waiting'`,
      [id, at, detail, countsAsTry ? 0 : 1],
    );
  }

  /** Locks it, and saves what `work` does to it, in one transaction; null where it is gone. */
  change<T>(id: string, work: (tx: NotifyingSql, row: NotificationRow) => Promise<T>): Promise<T | null> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<NotificationRow>('select * from person_notification where id = $1 for update', [id]);
      return row ? work(tx, row) : null;
    });
  }

  async find(id: string): Promise<NotificationRow | null> {
    const [row] = await this.database.query<NotificationRow>('select * from person_notification where id = $1', [id]);
    return row ?? null;
  }

  /** Those of the same person at the same event, in their order, locked. */
  async lockSiblings(tx: Sql, { event_id, user_id }: NotificationRow): Promise<readonly StoredNotification[]> {
    return tx.query<StoredNotification>(
      `select id, type as kind, state, due_at as "dueAt", called_off as "isCalledOff" from person_notification
       where event_id = $1 and user_id = $2 order by position for update`,
      [event_id, user_id],
    );
  }

  async hasten(tx: Sql, id: string, now: Date): Promise<void> {
    await tx.query(`update person_notification set due_at = $2, planned_at = $2 where id = $1 and state = 'waiting'`, [
      id,
      now,
    ]);
  }

  /** Records a change of state, and publishes the event that says so. */
  async record(
    tx: NotifyingSql,
    row: NotificationRow,
    change: {
      readonly state: NotificationState;
      readonly detail: string | null;
      readonly at: Date;
      readonly providerId: string | null;
      readonly userName: string;
      /** For the timeline of the incident. */
      readonly text: string;
    },
  ): Promise<void> {
    const { state, detail, at, providerId, userName, text } = change;
    await tx.query(
      `update person_notification set state = $2, detail = $3, leased_until = null, provider_id = coalesce($4, provider_id),
         sent_at = case when $2 = 'failed' then sent_at else coalesce(sent_at, $5) end
       where id = $1`,
      [row.id, state, detail, providerId, at],
    );
    const { id: notificationId, incident_id: incidentId, user_id: id, type, correlation_id: correlationId } = row;
    if (incidentId === null) return;
    const data = { notificationId, incidentId, user: { id, name: userName }, type, state, text, at: at.toISOString() };
    await appendToOutbox(tx, this.database.schema, [
      outboxEvent(notificationEvents.personNotified, data, { correlationId }),
    ]);
  }

  /**
   * The first of these ids of the provider that can only be this notification's: no other one has it, and of none to the same person
   * in the same way is it, or was it once, unknown whether it went out. Null where there is none.
   */
  async onlyItsOwn({ id, user_id, type, planned_at }: NotificationRow, ids: readonly string[]): Promise<string | null> {
    const [own] = await this.database.query<{ id: string }>(
      `select found.id from unnest($1::text[]) with ordinality as found(id, place)
       where not exists (
         select 1 from person_notification other
         where other.type = $2 and other.sent_at > $3::timestamptz - interval '1 hour' and other.provider_id = found.id
       ) and not exists (
         select 1 from person_notification other
         where other.id <> $4 and other.user_id = $5 and other.type = $2 and other.planned_at > $3::timestamptz - interval '1 hour'
           and (other.tries > 1 or (other.state = 'waiting' and other.tries > 0))
       )
       order by found.place limit 1`,
      [ids, type, planned_at, id, user_id],
    );
    return own?.id ?? null;
  }

  /** All of an incident, in the order in which they were planned. */
  ofIncident(incidentId: string): Promise<readonly NotificationRow[]> {
    return this.database.query<NotificationRow>(
      'select * from person_notification where incident_id = $1 order by sequence limit 2000',
      [incidentId],
    );
  }
}
