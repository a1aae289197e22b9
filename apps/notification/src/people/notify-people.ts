import { Injectable } from '@nestjs/common';
import { incidentEvents } from '@ringdown/contracts';
import {
  type NotifyKind,
  type PlannedNotification,
  planForResponder,
  planNotifications,
} from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import { type AfterCommit, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { IncidentBrief } from './person-messages.js';
import {
  type NewNotification,
  PersonNotificationRepository,
  type ScheduledNotification,
} from './person-notification.repository.js';
import { PersonTimers } from './person-timers.js';
import { PhoneRepository, type RefusedPhones } from './phone.repository.js';
import { Reachability } from './reachability.js';

type IncidentEvent = EventOf<
  (typeof incidentEvents)['escalated' | 'respondersAdded' | 'respondersRemoved' | 'acknowledged' | 'resolved' | 'muted']
>;
type Escalated = EventOf<typeof incidentEvents.escalated>;
type RespondersAdded = EventOf<typeof incidentEvents.respondersAdded>;
/** It says whom to tell. */
type Telling = Escalated | RespondersAdded;
type ToldPerson = Telling['data']['people'][number];
type RespondersRemoved = EventOf<typeof incidentEvents.respondersRemoved>;
type Resolved = EventOf<typeof incidentEvents.resolved>;

const isEscalated = (event: IncidentEvent): event is Escalated => event.subject === incidentEvents.escalated.subject;
const isTelling = (event: IncidentEvent): event is Telling =>
  isEscalated(event) || event.subject === incidentEvents.respondersAdded.subject;
const isRemoval = (event: IncidentEvent): event is RespondersRemoved =>
  event.subject === incidentEvents.respondersRemoved.subject;
const isResolved = (event: IncidentEvent): event is Resolved => event.subject === incidentEvents.resolved.subject;

/**
 * Decides who is told of an incident, how and when, as it escalates and as they are made responders; and that nobody is any more once
 * somebody looks after it.
 */
@Injectable()
export class NotifyPeople {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly phones: PhoneRepository,
    private readonly reachability: Reachability,
    private readonly timers: PersonTimers,
    private readonly clock: Clock,
  ) {}

  @EventHandler(
    [
      incidentEvents.escalated,
      incidentEvents.respondersAdded,
      incidentEvents.respondersRemoved,
      incidentEvents.acknowledged,
      incidentEvents.resolved,
      incidentEvents.muted,
    ],
    { durable: 'notification-notify-people' },
  )
  async follow(tx: Sql, events: readonly IncidentEvent[]): Promise<AfterCommit> {
    // Without the configuration nobody would have a phone.
    if (!this.reachability.isReady) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
    const refused = await this.phones.refusedPhones(tx, this.clock.now());
    const scheduled: ScheduledNotification[] = [];
    for (const run of runsOf(events)) {
      const [first] = run;
      if (first && isTelling(first)) {
        const planned = run
          .filter(isTelling)
          .flatMap((event) => (isEscalated(event) ? this.ofStep(event, refused) : this.ofResponders(event, refused)));
        scheduled.push(...(await this.notifications.add(tx, planned, this.clock.now())));
        continue;
      }
      if (first && isRemoval(first)) {
        for (const { data } of run.filter(isRemoval)) {
          const why = new Map([[data.incidentId, `Removed as a responder by ${data.by.name}`]]);
          await this.notifications.callOff(tx, why, data.userIds);
        }
        continue;
      }
      await this.notifications.callOff(
        tx,
        new Map(run.map(({ data }) => [data.incidentId, `${verbOf(data)} by ${data.by.name}`])),
      );
      for (const event of run.filter(isResolved)) {
        const planned = await this.ofResolution(tx, event, refused);
        scheduled.push(...(await this.notifications.add(tx, planned, this.clock.now())));
      }
    }
    return () => this.timers.schedule(scheduled);
  }

  private ofStep(event: Escalated, refused: RefusedPhones): NewNotification[] {
    const { step, of, round, people, at } = event.data;
    return people.flatMap((person) => {
      const { user, whyUnusable } = this.reached(person, refused);
      const place = `step ${step} of ${of}${round > 1 ? `, round ${round}` : ''}`;
      const planned = planNotifications(user?.notify ?? [], new Date(at), whyUnusable);
      return this.rows(event, person, planned, { step, because: place });
    });
  }

  private ofResponders(event: RespondersAdded, refused: RefusedPhones): NewNotification[] {
    const { people, at, by, status } = event.data;
    return people.flatMap((person) => {
      const { user, whyUnusable } = this.reached(person, refused);
      const planned = planForResponder(user?.notify ?? [], new Date(at), whyUnusable, status);
      const because = by.type === 'user' ? `made a responder by ${by.name}` : 'made a responder by an alert rule';
      return this.rows(event, person, planned, { step: null, because });
    });
  }

  private reached({ id }: ToldPerson, refused: RefusedPhones) {
    const user = this.reachability.person(id);
    return { user, whyUnusable: this.reachability.of(user, refused) };
  }

  /** `step` null: they were made a responder. */
  private rows(
    { data, envelope }: Telling,
    { id: userId, via }: ToldPerson,
    planned: readonly PlannedNotification[],
    why: { readonly step: number | null; readonly because: string },
  ): NewNotification[] {
    const because = via ? `${why.because}, ${via}` : why.because;
    const name = this.reachability.person(userId)?.name ?? userId;
    const madeResponder = why.step === null;
    return planned.map(({ kind: type, dueAt, state, detail }, position) => ({
      eventId: envelope.id,
      correlationId: envelope.correlationId,
      userId,
      position,
      step: why.step,
      madeResponder,
      type,
      notice: { ...this.brief(data), because, resolvedBy: null, madeResponder },
      dueAt,
      state,
      detail: detail && `${name} ${detail}`,
    }));
  }

  /** Whoever was told hears that it is over, but for the one who did it, and never by a call: that can wait until the morning. */
  private async ofResolution(
    tx: Sql,
    { data, envelope }: Resolved,
    refused: RefusedPhones,
  ): Promise<NewNotification[]> {
    const told = await this.notifications.toldOf(tx, data.incidentId);
    return told.flatMap(({ userId, types }) => {
      const user = this.reachability.person(userId);
      if (!user || userId === data.by.id) return [];
      const whyUnusable = this.reachability.of(user, refused);
      const kinds = types.filter((kind) => kind !== 'voice' && whyUnusable(kind) === null);
      const instead = kinds.length > 0 ? kinds : quietKinds.filter((kind) => whyUnusable(kind) === null).slice(0, 1);
      return instead.map((type, position): NewNotification => ({
        eventId: envelope.id,
        correlationId: envelope.correlationId,
        userId,
        position,
        step: null,
        madeResponder: false,
        type,
        notice: {
          ...this.brief(data),
          because: 'you were told of it',
          resolvedBy: data.by.name,
          madeResponder: false,
        },
        dueAt: new Date(data.at),
        state: 'waiting',
        detail: null,
      }));
    });
  }

  private brief(data: IncidentEvent['data']): Omit<IncidentBrief, 'because' | 'resolvedBy' | 'madeResponder'> {
    const { incidentId: id, number, title, severity, priority, integrationId } = data;
    const source = this.reachability.sourceName(integrationId);
    return { id, number, title, severity, priority, source };
  }
}

/** For whoever was told by a call alone. */
const quietKinds: readonly NotifyKind[] = ['push', 'email', 'sms'];

const verbOf = ({ status }: IncidentEvent['data']): string =>
  status === 'acknowledged' ? 'Acknowledged' : status === 'resolved' ? 'Resolved' : 'Muted';

/** Neighbours that are handled alike, in their order: a step must not overtake an acknowledgement, nor the other way round. */
function runsOf(events: readonly IncidentEvent[]): IncidentEvent[][] {
  const runs: IncidentEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    const [first] = last ?? [];
    const isAlike = first && isTelling(first) === isTelling(event) && isRemoval(first) === isRemoval(event);
    if (last && isAlike) last.push(event);
    else runs.push([event]);
  }
  return runs;
}
