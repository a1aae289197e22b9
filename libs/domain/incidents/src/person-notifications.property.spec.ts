import fc from 'fast-check';
import { decideIncident } from './decide-incident.js';
import type { EscalationPolicy } from './escalation.js';
import type { IncidentCommand } from './incident-command.js';
import { type IncidentState, openedState } from './incident-state.js';
import {
  afterFailure,
  afterReport,
  type NotificationReport,
  type NotificationState,
  type NotifyKind,
  planNotifications,
  type WhyUnusable,
} from './person-notifications.js';

/** The long tests run 100,000: tests/long/more-interleavings.cjs. */
const numRuns = fc.readConfigureGlobal().numRuns ?? 1000;

const opened = new Date('2026-01-05T03:00:00.000Z');
const minute = (minutes: number): Date => new Date(opened.getTime() + minutes * 60_000);

const kinds = ['sms', 'voice', 'push', 'email'] as const satisfies readonly NotifyKind[];
type Kind = (typeof kinds)[number];

/** What becomes of what is sent to a person in a kind: it cannot be tried, is refused at once, or is reported so much later. */
interface Fate {
  readonly isUsable: boolean;
  readonly isRefused: boolean;
  readonly reports: readonly { readonly report: 'delivered' | 'failed'; readonly afterMinutes: number }[];
}

interface Person {
  readonly rules: readonly { readonly type: Kind; readonly delayMinutes: number }[];
  readonly fates: Readonly<Record<Kind, Fate>>;
}

type Act =
  | { readonly type: 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen' | 'escalate' | 'unmute' | 'mute' }
  | { readonly type: 'policy'; readonly policy: EscalationPolicy<number> | null }
  /** A person answers what they were told of, if anything, with a key that acknowledges. */
  | { readonly type: 'answer'; readonly person: number };

interface Story {
  readonly policy: EscalationPolicy<number> | null;
  readonly ackTimeoutMinutes: number | null;
  readonly people: readonly Person[];
  readonly acts: readonly (readonly [number, Act])[];
}

interface Reached {
  readonly people: readonly number[];
  readonly reachesSomebody: boolean;
}

interface Row {
  readonly id: string;
  readonly stepId: number;
  readonly person: number;
  readonly kind: NotifyKind;
  state: NotificationState;
  dueAt: Date;
  isCalledOff: boolean;
}

/** The incident and the notifications of its people, kept as the services keep them, and what everybody was told. */
class Play {
  readonly rows: Row[] = [];
  readonly sent: { readonly row: Row; readonly calling: boolean }[] = [];
  state: IncidentState;
  private policy: Story['policy'];
  private steps = 0;
  private readonly reports: { readonly at: number; readonly row: Row; readonly report: NotificationReport }[] = [];

  constructor(private readonly story: Story) {
    this.policy = story.policy;
    this.state = openedState(story, opened);
  }

  run(): void {
    for (let now = 0; now <= 45; now++) {
      this.command({ type: 'deadline' }, now);
      this.sendWhatIsDue(now);
      for (const [at, act] of this.story.acts) {
        if (at !== now) continue;
        this.act(act, now);
        this.check();
        this.sendWhatIsDue(now);
      }
      this.check();
    }
  }

  private act(act: Act, now: number): void {
    switch (act.type) {
      case 'policy':
        this.policy = act.policy;
        return;
      case 'mute':
        return this.command({ type: 'mute', until: minute(now + 7) }, now);
      case 'answer': {
        const told = this.rows.findLast(({ person, state }) => person === act.person && hasGoneOut(state));
        if (!told) return;
        this.command({ type: 'acknowledge' }, now);
        return this.report(told, 'answered', now);
      }
      default:
        return this.command({ type: act.type }, now);
    }
  }

  private command(command: IncidentCommand, now: number): void {
    const { ackTimeoutMinutes } = this.story;
    const decision = decideIncident(
      this.state,
      command,
      { policy: this.policy, ackTimeoutMinutes, resolveAfterMinutes: null, reachOf },
      minute(now),
    );
    if (decision.kind === 'refused') return;
    this.state = decision.state;
    for (const one of decision.happened) {
      if (one.type === 'escalated') this.notify(one.reach.people, now);
      if (one.type === 'acknowledged' || one.type === 'resolved' || one.type === 'muted') this.callOff();
    }
  }

  private notify(people: readonly number[], now: number): void {
    const stepId = this.steps++;
    for (const person of people)
      for (const { kind, dueAt, state } of planNotifications(this.rulesOf(person), minute(now), this.usable(person)))
        this.add({ stepId, person, kind, dueAt, state });
  }

  private add(row: Omit<Row, 'id' | 'isCalledOff'>): void {
    this.rows.push({ ...row, id: String(this.rows.length), isCalledOff: false });
  }

  private callOff(): void {
    for (const row of this.rows) {
      row.isCalledOff = true;
      if (row.state === 'waiting') row.state = 'cancelled';
    }
  }

  /** Reports first, as late as they are; what they hasten goes out in the same minute. */
  private sendWhatIsDue(now: number): void {
    for (let again = true; again;) {
      const reports = this.reports.splice(0, Infinity);
      this.reports.push(...reports.filter(({ at }) => at > now));
      for (const { row, report } of reports.filter(({ at }) => at <= now)) this.report(row, report, now);
      const due = this.rows.find(({ state, dueAt }) => state === 'waiting' && dueAt <= minute(now));
      if (due) this.send(due, now);
      again = due !== undefined;
    }
  }

  private send(row: Row, now: number): void {
    const { isRefused, reports } = this.fateOf(row);
    if (isRefused) return this.report(row, 'failed', now);
    this.sent.push({ row, calling: this.state.status === 'triggered' && this.state.muted === null });
    this.report(row, 'sent', now);
    for (const { report, afterMinutes } of reports) this.reports.push({ at: now + afterMinutes, row, report });
  }

  private report(row: Row, report: NotificationReport, now: number): void {
    const state = afterReport(row.state, report);
    if (state === row.state) return;
    row.state = state;
    if (state !== 'failed') return;
    const siblings = this.rows.filter(({ stepId, person }) => stepId === row.stepId && person === row.person);
    const next = afterFailure(siblings, this.usable(row.person));
    if (next.type === 'hasten') (this.rows[Number(next.id)] ?? row).dueAt = minute(now);
    if (next.type === 'add-email') this.add({ ...row, kind: 'email', dueAt: minute(now), state: 'waiting' });
  }

  /** What holds at every moment. */
  private check(): void {
    for (const { row, calling } of this.sent)
      if (!calling) throw new Error(`${row.person} was told by ${row.kind} though nobody was to be`);
    const told = this.sent.map(({ row: { stepId, person, kind } }) => `${stepId} ${person} ${kind}`);
    expect(told).toHaveLength(new Set(told).size);
    const calledFor = new Map<string, Row[]>();
    for (const row of this.rows) {
      const place = `${row.stepId} ${row.person}`;
      if (!row.isCalledOff) calledFor.set(place, [...(calledFor.get(place) ?? []), row]);
    }
    for (const [place, rows] of calledFor) {
      if (rows.some(({ state }) => state === 'waiting' || hasGoneOut(state))) continue;
      const person = rows[0]?.person ?? 0;
      const chosen = [...this.rulesOf(person).map(({ type }) => type), 'email' as const];
      const left = chosen.filter(
        (kind) => this.usable(person)(kind) === null && !rows.some((row) => row.kind === kind),
      );
      if (left.length > 0) throw new Error(`${place} was forgotten, though ${left.join()} was left`);
    }
  }

  private rulesOf(person: number): Person['rules'] {
    return this.story.people[person]?.rules ?? [];
  }

  private fateOf({ person, kind }: Row): Fate {
    return this.story.people[person]?.fates[kind as Kind] ?? { isUsable: false, isRefused: false, reports: [] };
  }

  private usable(person: number): WhyUnusable {
    return (kind) => (this.story.people[person]?.fates[kind as Kind].isUsable ? null : 'cannot be told so');
  }
}

const hasGoneOut = (state: NotificationState): boolean =>
  state === 'sent' || state === 'delivered' || state === 'answered';

const reachOf = (people: readonly number[]): Reached => ({
  people: [...new Set(people)],
  reachesSomebody: people.length > 0,
});

const fate: fc.Arbitrary<Fate> = fc.record({
  isUsable: fc.boolean(),
  isRefused: fc.boolean(),
  reports: fc.array(fc.record({ report: fc.constantFrom('delivered', 'failed'), afterMinutes: fc.nat({ max: 12 }) }), {
    maxLength: 3,
  }),
});
const people: fc.Arbitrary<readonly Person[]> = fc.array(
  fc.record({
    rules: fc.uniqueArray(fc.record({ type: fc.constantFrom(...kinds), delayMinutes: fc.nat({ max: 10 }) }), {
      selector: ({ type }) => type,
    }),
    fates: fc.record({ sms: fate, voice: fate, push: fate, email: fate }),
  }),
  { minLength: 3, maxLength: 3 },
);
const policies: fc.Arbitrary<EscalationPolicy<number>> = fc.record({
  steps: fc.array(
    fc.record({ delayMinutes: fc.nat({ max: 6 }), targets: fc.array(fc.nat({ max: 2 }), { maxLength: 3 }) }),
    { minLength: 1, maxLength: 4 },
  ),
  repeat: fc.nat({ max: 2 }),
  repeatDelayMinutes: fc.integer({ min: 1, max: 8 }),
});
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>(
    ...(['acknowledge', 'unacknowledge', 'resolve', 'reopen', 'escalate', 'mute', 'unmute'] as const).map((type) => ({
      type,
    })),
  ),
  fc.record({ type: fc.constant('policy' as const), policy: fc.option(policies, { nil: null }) }),
  fc.record({ type: fc.constant('answer' as const), person: fc.nat({ max: 2 }) }),
);
const stories: fc.Arbitrary<Story> = fc.record({
  policy: fc.option(policies, { nil: null, freq: 8 }),
  ackTimeoutMinutes: fc.option(fc.integer({ min: 1, max: 10 }), { nil: null }),
  people,
  acts: fc.array(fc.tuple(fc.nat({ max: 40 }), acts), { maxLength: 10 }),
});

describe('the people of an incident, whatever happens and is reported in whatever order', () => {
  it(
    'are told of nothing that somebody looks after, once in one way for one step, and forgotten by no failure',
    () =>
      fc.assert(
        fc.property(stories, (story) => new Play(story).run()),
        { numRuns },
      ),
    60_000 + 20 * numRuns,
  );
});
