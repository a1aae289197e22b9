import fc from 'fast-check';
import { type AlertEvent, groupKey } from './alert-event.js';
import type { EarlierOpenings } from './flapping.js';
import type { IncidentChange, OpenIncident } from './incident-change.js';
import { planChanges } from './plan-changes.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 5, 9, 0, second));
let accepted = 0;
beforeEach(() => {
  accepted = 0;
});

/** Each event is accepted a second after the one before: e1 at :01, e2 at :02, … */
const event = (status: AlertEvent['status'], title: string, more: Partial<AlertEvent> = {}): AlertEvent => {
  accepted += 1;
  return {
    id: `e${accepted}`,
    integrationId: 'int_db',
    title,
    key: null,
    body: `"body ${accepted}"`,
    severity: null,
    priority: null,
    status,
    warnings: [],
    acceptedAt: at(accepted),
    ...more,
  };
};
const trigger = (title: string, more?: Partial<AlertEvent>) => event('trigger', title, more);
const resolve = (title: string, more?: Partial<AlertEvent>) => event('resolve', title, more);

const given = (...open: readonly [title: string, incident: OpenIncident][]) => ({
  when: (...events: AlertEvent[]) =>
    planChanges(events, new Map(open.map(([title, incident]) => [groupKey('int_db', title), incident]))),
});
const acknowledge = (title: string, more?: Partial<AlertEvent>) => event('acknowledge', title, more);
const nothingOpen = given();
const diskFull: OpenIncident = {
  incidentId: 'inc_1',
  status: 'triggered',
  occurrences: 7,
  quietMinutes: null,
  quietAt: null,
};

const opens = (title: string, change: Partial<IncidentChange> & { ref: string; openedAt: Date }) => ({
  kind: 'open',
  integrationId: 'int_db',
  title,
  group: title,
  body: `"body ${change.ref.slice(1)}"`,
  severity: null,
  priority: null,
  occurrences: 1,
  lastSeenAt: change.openedAt,
  flapping: null,
  links: [],
  warnings: [],
  ...change,
});

describe('a batch of monitor events', () => {
  it('opens an incident for a new title', () => {
    expect(
      nothingOpen.when(trigger('disk full', { severity: 'sev2', priority: 'p1', body: '{"host":"db1"}' })),
    ).toEqual([
      opens('disk full', { ref: 'e1', openedAt: at(1), severity: 'sev2', priority: 'p1', body: '{"host":"db1"}' }),
    ]);
  });

  it('counts the same title and keeps the body, severity and priority of the first', () => {
    expect(
      nothingOpen.when(
        trigger('disk full', { severity: 'sev3' }),
        trigger('disk full', { severity: 'sev1', priority: 'p1' }),
        trigger('disk full'),
      ),
    ).toEqual([
      opens('disk full', { ref: 'e1', openedAt: at(1), severity: 'sev3', occurrences: 3, lastSeenAt: at(3) }),
    ]);
  });

  it('counts into the incident that is open already, acknowledged or not', () => {
    for (const status of ['triggered', 'acknowledged'] as const) {
      accepted = 0;
      expect(given(['disk full', { ...diskFull, status }]).when(trigger('disk full'), trigger('disk full'))).toEqual([
        {
          kind: 'repeat',
          incidentId: 'inc_1',
          integrationId: 'int_db',
          added: 2,
          occurrences: 9,
          lastSeenAt: at(2),
          warnings: [],
        },
      ]);
    }
  });

  it('opens a new incident where the stored one is resolved', () => {
    expect(given(['disk full', { ...diskFull, status: 'resolved' }]).when(trigger('disk full'))).toEqual([
      opens('disk full', { ref: 'e1', openedAt: at(1) }),
    ]);
  });

  it('resolves the open incident', () => {
    expect(given(['disk full', diskFull]).when(resolve('disk full'))).toEqual([
      { kind: 'resolve', target: { kind: 'stored', incidentId: 'inc_1' }, at: at(1), warnings: [] },
    ]);
  });

  it('does nothing on a resolve without an open incident, or a second one', () => {
    expect(nothingOpen.when(resolve('disk full'))).toEqual([]);
    expect(given(['disk full', diskFull]).when(resolve('disk full'), resolve('disk full'))).toHaveLength(1);
  });

  it.each([
    ['Disk full on db1\n', 'Disk full on db1'],
    ['  Disk full  on\tdb1', 'Disk full on db1'],
    ['Cafe\u0301 closed', 'Caf\u00e9 closed'],
    ['Disk\u00a0full', 'Disk full'],
  ])('takes %j and %j for one title', (written, tidy) => {
    expect(nothingOpen.when(trigger(written), resolve(tidy))).toMatchObject([
      { kind: 'open', title: tidy, group: tidy },
      { kind: 'resolve', target: { kind: 'opened', ref: 'e1' } },
    ]);
    expect(given([tidy, diskFull]).when(resolve(written))).toMatchObject([{ kind: 'resolve' }]);
  });

  it.each([
    ['Störung', 'Stärung'],
    ['disk full', 'Disk full'],
    ['12345678901234567890', '12345678901234567891'],
    ['disk full', 'diskfull'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(nothingOpen.when(trigger(one), resolve(other))).toMatchObject([{ kind: 'open', title: one }]);
  });

  it('never groups nor resolves a title of white space', () => {
    expect(given(['', diskFull]).when(trigger(' \n'), trigger('\u00a0'), resolve(' '))).toMatchObject([
      { kind: 'open', title: '', group: '' },
      { kind: 'open', title: '', group: '' },
    ]);
  });

  it('groups by the sender’s own key in place of the title', () => {
    expect(
      nothingOpen.when(
        trigger('CPU at 91 %', { key: 'f1' }),
        trigger('CPU at 97 %', { key: 'f1' }),
        trigger('CPU at 91 %', { key: 'f2' }),
        resolve('', { key: 'f1' }),
      ),
    ).toMatchObject([
      { kind: 'open', title: 'CPU at 91 %', group: 'f1', occurrences: 2 },
      { kind: 'open', title: 'CPU at 91 %', group: 'f2' },
      { kind: 'resolve', target: { kind: 'opened', ref: 'e1' } },
    ]);
  });

  it('acknowledges the open incident, once', () => {
    const warnings = ['w'];
    expect(
      given(['disk full', diskFull]).when(acknowledge('disk full', { warnings }), acknowledge('disk full')),
    ).toEqual([{ kind: 'acknowledge', target: { kind: 'stored', incidentId: 'inc_1' }, at: at(1), warnings }]);
    const acknowledged = given(['disk full', { ...diskFull, status: 'acknowledged' }]);
    expect(acknowledged.when(acknowledge('disk full'))).toEqual([]);
    expect(acknowledged.when(trigger('disk full'), acknowledge('disk full'))).toHaveLength(1);
  });

  it('acknowledges nothing where nothing is open', () => {
    expect(nothingOpen.when(acknowledge('disk full'), acknowledge(''))).toEqual([]);
    expect(given(['disk full', diskFull]).when(resolve('disk full'), acknowledge('disk full'))).toHaveLength(1);
  });

  it('opens, acknowledges, counts and resolves within one batch, and opens the next one unacknowledged', () => {
    expect(
      nothingOpen.when(
        trigger('disk full'),
        acknowledge('disk full'),
        trigger('disk full'),
        acknowledge('disk full'),
        resolve('disk full'),
        trigger('disk full'),
        acknowledge('disk full'),
      ),
    ).toMatchObject([
      { kind: 'open', ref: 'e1', occurrences: 2 },
      { kind: 'acknowledge', target: { kind: 'opened', ref: 'e1' }, at: at(2) },
      { kind: 'resolve', target: { kind: 'opened', ref: 'e1' }, at: at(5) },
      { kind: 'open', ref: 'e6' },
      { kind: 'acknowledge', target: { kind: 'opened', ref: 'e6' }, at: at(7) },
    ]);
  });

  it('opens, resolves and opens again within one batch', () => {
    expect(
      nothingOpen.when(trigger('disk full'), trigger('disk full'), resolve('disk full'), trigger('disk full')),
    ).toEqual([
      opens('disk full', { ref: 'e1', openedAt: at(1), occurrences: 2, lastSeenAt: at(2) }),
      { kind: 'resolve', target: { kind: 'opened', ref: 'e1' }, at: at(3), warnings: [] },
      opens('disk full', { ref: 'e4', openedAt: at(4) }),
    ]);
  });

  it('resolves a stored incident that was seen again first, then opens the next', () => {
    expect(
      given(['disk full', diskFull]).when(trigger('disk full'), resolve('disk full'), trigger('disk full')),
    ).toEqual([
      {
        kind: 'repeat',
        incidentId: 'inc_1',
        integrationId: 'int_db',
        added: 1,
        occurrences: 8,
        lastSeenAt: at(1),
        warnings: [],
      },
      { kind: 'resolve', target: { kind: 'stored', incidentId: 'inc_1' }, at: at(2), warnings: [] },
      opens('disk full', { ref: 'e3', openedAt: at(3) }),
    ]);
  });

  it('keeps titles and integrations apart, each in the order of its first event', () => {
    const plan = nothingOpen.when(
      trigger('disk full'),
      trigger('queue long'),
      trigger('disk full', { integrationId: 'int_web' }),
      trigger('disk full'),
      resolve('queue long'),
      resolve('disk full', { integrationId: 'int_mail' }),
    );
    expect(plan).toEqual([
      opens('disk full', { ref: 'e1', openedAt: at(1), occurrences: 2, lastSeenAt: at(4) }),
      opens('queue long', { ref: 'e2', openedAt: at(2) }),
      opens('disk full', { ref: 'e3', openedAt: at(3), integrationId: 'int_web' }),
      { kind: 'resolve', target: { kind: 'opened', ref: 'e2' }, at: at(5), warnings: [] },
    ]);
  });

  it('never groups nor resolves an empty title', () => {
    const stored = given(['', diskFull]);
    expect(stored.when(trigger(''), trigger(''), resolve(''))).toEqual([
      opens('', { ref: 'e1', openedAt: at(1) }),
      opens('', { ref: 'e2', openedAt: at(2) }),
    ]);
  });

  it('carries each warning once', () => {
    const [severity, status] = ['severity: expected sev1, sev2 or sev3, got "high"', 'status: unknown'];
    const [change] = nothingOpen.when(
      trigger('disk full', { warnings: [severity] }),
      trigger('disk full', { warnings: [severity, status] }),
    );
    expect(change).toMatchObject({ warnings: [severity, status], occurrences: 2 });
    expect(given(['disk full', diskFull]).when(resolve('disk full', { warnings: [severity] }))).toMatchObject([
      { kind: 'resolve', warnings: [severity] },
    ]);
  });

  it('is last seen at the latest instant, also when the clocks of two instances disagree', () => {
    const [change] = nothingOpen.when(
      trigger('disk full', { acceptedAt: at(9) }),
      trigger('disk full', { acceptedAt: at(8) }),
    );
    expect(change).toMatchObject({ openedAt: at(9), lastSeenAt: at(9) });
  });
});

describe('an alert that opens again and again', () => {
  const minute = (minutes: number): Partial<AlertEvent> => ({ acceptedAt: new Date(Date.UTC(2026, 0, 5, 9, minutes)) });
  const flappingFrom = (opens: number, ...openedAt: number[]): EarlierOpenings => ({
    ruleOf: (id) => (id === 'int_db' ? { opens, withinMinutes: 10 } : null),
    openedAt: new Map([[groupKey('int_db', 'disk full'), openedAt.map((one) => minute(one).acceptedAt ?? at(0))]]),
  });
  const planned = (earlier: EarlierOpenings, ...events: AlertEvent[]) =>
    planChanges(events, new Map(), undefined, earlier);
  const flapping = (openings: number) => ({ openings, quietMinutes: 10 });

  it('flaps from the opening on that is one too many within the minutes', () => {
    expect(planned(flappingFrom(3, 1, 5), trigger('disk full', minute(10)))).toMatchObject([
      { kind: 'open', flapping: flapping(3) },
    ]);
    expect(planned(flappingFrom(3, 1, 5), trigger('disk full', minute(11)))).toMatchObject([{ flapping: null }]);
    expect(planned(flappingFrom(4, 1, 5), trigger('disk full', minute(10)))).toMatchObject([{ flapping: null }]);
  });

  it('counts what opened earlier in the same batch, and nothing of other groups and integrations', () => {
    expect(
      planned(
        flappingFrom(3, 1),
        trigger('queue long', minute(1)),
        trigger('disk full', minute(2)),
        resolve('disk full', minute(3)),
        trigger('disk full', { ...minute(4), integrationId: 'int_web' }),
        trigger('disk full', minute(5)),
        resolve('disk full', minute(6)),
        trigger('disk full', minute(7)),
      ),
    ).toMatchObject([
      { kind: 'open', title: 'queue long', flapping: null },
      { kind: 'open', title: 'disk full', flapping: null },
      { kind: 'resolve' },
      { kind: 'open', integrationId: 'int_web', flapping: null },
      { kind: 'open', flapping: flapping(3), occurrences: 2 },
      { kind: 'recover', at: minute(6).acceptedAt, firesAgain: true },
    ]);
  });

  it('counts one that another clock says opens later', () => {
    expect(planned(flappingFrom(2, 6), trigger('disk full', minute(5)))).toMatchObject([{ flapping: flapping(2) }]);
  });

  it('never flaps without a title', () => {
    expect(planned(flappingFrom(2), trigger('', minute(1)), trigger('', minute(2)))).toMatchObject([
      { flapping: null },
      { flapping: null },
    ]);
  });

  it('recovers without being resolved, and goes on being seen and acknowledged', () => {
    const stored = given(['disk full', { ...diskFull, quietMinutes: 10 }]);
    expect(
      stored.when(
        resolve('disk full', { warnings: ['w'] }),
        acknowledge('disk full'),
        trigger('disk full'),
        resolve('disk full', { warnings: ['w', 'x'] }),
      ),
    ).toMatchObject([
      { kind: 'recover', target: { incidentId: 'inc_1' }, at: at(4), firesAgain: false, warnings: ['w', 'x'] },
      { kind: 'acknowledge' },
      { kind: 'repeat', added: 1, occurrences: 8 },
    ]);
  });

  it('waits anew once it has fired again, also where the next recovery was accepted by a clock that is behind', () => {
    const stored = given(['disk full', { ...diskFull, quietMinutes: 10 }]);
    const [recovery] = stored.when(
      resolve('disk full', minute(5)),
      trigger('disk full', minute(6)),
      resolve('disk full', minute(3)),
    );
    expect(recovery).toMatchObject({ kind: 'recover', firesAgain: false, at: minute(3).acceptedAt });
  });

  it.each(['trigger', 'acknowledge', 'resolve'] as const)(
    'has closed before a %s that comes after the quiet',
    (status) => {
      const recovered = given(['disk full', { ...diskFull, quietMinutes: 10, quietAt: minute(15).acceptedAt ?? null }]);
      const closed = { kind: 'resolve', target: { incidentId: 'inc_1' }, at: minute(15).acceptedAt, quietMinutes: 10 };
      const plan = recovered.when(event(status, 'disk full', minute(15)));
      expect(plan).toMatchObject(status === 'trigger' ? [closed, { kind: 'open', flapping: null }] : [closed]);
      expect(recovered.when(event(status, 'disk full', minute(14)))).not.toMatchObject([closed]);
    },
  );

  it('has closed within a batch that comes late', () => {
    expect(
      planned(
        flappingFrom(2, 1),
        trigger('disk full', minute(2)),
        resolve('disk full', minute(3)),
        trigger('disk full', minute(13)),
      ),
    ).toMatchObject([
      { kind: 'open', flapping: flapping(2), occurrences: 1 },
      { kind: 'recover', firesAgain: false },
      { kind: 'resolve', target: { kind: 'opened' }, at: minute(13).acceptedAt, quietMinutes: 10 },
      { kind: 'open', flapping: null },
    ]);
  });

  it('is resolved by an alert rule all the same', () => {
    const rule = () => ({ acknowledgedBy: null, resolvedBy: 'Noise' });
    const open = new Map([[groupKey('int_db', 'disk full'), { ...diskFull, quietMinutes: 10 }]]);
    expect(planChanges([trigger('disk full')], open, rule)).toMatchObject([
      { kind: 'repeat' },
      { kind: 'resolve', rule: 'Noise' },
    ]);
  });
});

it('tells whether an incident was acknowledged before an event', () => {
  const told: boolean[] = [];
  const rule = ({ isAcknowledged }: { isAcknowledged: boolean }) => {
    told.push(isAcknowledged);
    return { acknowledgedBy: 'Known', resolvedBy: null };
  };
  planChanges([trigger('disk full'), trigger('disk full')], new Map(), rule);
  expect(told).toEqual([false, true]);
});

describe('however the events are cut into batches', () => {
  interface Incident {
    title: string;
    occurrences: number;
    status: 'triggered' | 'acknowledged' | 'resolved';
    quietMinutes: number | null;
    recoveredAt: Date | null;
  }

  type Stored = Map<string, Incident & { key: string; openedAt: Date }>;

  const openOf = (stored: Stored): ReadonlyMap<string, OpenIncident> => {
    const groups = [...stored].filter(([, { status, title }]) => status !== 'resolved' && title !== '');
    return new Map(
      groups.map(([incidentId, incident]) => [incident.key, { ...incident, incidentId, quietAt: quietAtOf(incident) }]),
    );
  };

  const quietAtOf = ({ quietMinutes, recoveredAt }: Incident): Date | null =>
    quietMinutes !== null && recoveredAt ? new Date(recoveredAt.getTime() + quietMinutes * 60_000) : null;

  /** What a deadline does that is looked for in time. */
  const closeQuiet = (stored: Stored, now: Date): void => {
    for (const incident of stored.values()) {
      const quietAt = quietAtOf(incident);
      if (incident.status !== 'resolved' && quietAt && quietAt <= now) incident.status = 'resolved';
    }
  };

  const earlierOf = (stored: Stored): EarlierOpenings => {
    const openedAt = new Map<string, Date[]>();
    for (const one of stored.values()) openedAt.set(one.key, [...(openedAt.get(one.key) ?? []), one.openedAt]);
    return { ruleOf: (id) => (id === 'int_db' ? { opens: 2, withinMinutes: 3 } : null), openedAt };
  };

  const stillOpen = (stored: Stored, id: string): Incident => {
    const incident = stored.get(id);
    if (!incident || incident.status === 'resolved') throw new Error(`${id} is not open`);
    return incident;
  };

  const store = (stored: Stored, change: IncidentChange): void => {
    if (change.kind === 'open') {
      const { ref, integrationId, title, group, occurrences, openedAt } = change;
      const quietMinutes = change.flapping?.quietMinutes ?? null;
      const opened = { title, occurrences, status: 'triggered', quietMinutes, recoveredAt: null, openedAt } as const;
      stored.set(ref, { key: groupKey(integrationId, group), ...opened });
    } else if (change.kind === 'repeat') {
      const incident = stillOpen(stored, change.incidentId);
      expect(change.occurrences).toBe(incident.occurrences + change.added);
      incident.occurrences = change.occurrences;
      incident.recoveredAt = null;
    } else if (change.kind === 'recover') {
      const incident = stillOpen(
        stored,
        change.target.kind === 'stored' ? change.target.incidentId : change.target.ref,
      );
      expect(change.quietMinutes).toBe(incident.quietMinutes);
      incident.recoveredAt = change.firesAgain ? null : change.at;
    } else {
      const { target } = change;
      const incident = stillOpen(stored, target.kind === 'stored' ? target.incidentId : target.ref);
      if (change.kind === 'acknowledge') expect(incident.status).toBe('triggered');
      incident.status = change.kind === 'acknowledge' ? 'acknowledged' : 'resolved';
    }
  };

  /** Stores what the plans say, as the incident service does, and returns everything that was ever opened. */
  const applied = (batches: readonly (readonly AlertEvent[])[], inTime = false): readonly Incident[] => {
    const stored: Stored = new Map();
    for (const batch of batches) {
      const [first] = batch;
      if (first && inTime) closeQuiet(stored, first.acceptedAt);
      const plan = planChanges(batch, openOf(stored), undefined, earlierOf(stored));
      // a repeat is told where the first of several was, and takes effect first
      const isRepeat = ({ kind }: IncidentChange) => kind === 'repeat';
      for (const change of [...plan].sort((a, b) => Number(isRepeat(b)) - Number(isRepeat(a)))) store(stored, change);
    }
    closeQuiet(stored, at(3600));
    return [...stored.values()].map(({ key: _key, ...incident }) => incident);
  };

  it('the same incidents come out, and no trigger is lost', () => {
    const events = fc.array(
      fc.record({
        status: fc.constantFrom('trigger' as const, 'trigger' as const, 'acknowledge' as const, 'resolve' as const),
        secondsLater: fc.nat({ max: 30 }),
        title: fc.constantFrom('disk full', 'queue long', ' queue  long', ''),
        integrationId: fc.constantFrom('int_db', 'int_web'),
        endsBatch: fc.boolean(),
      }),
      // long enough for a group to flap
      { maxLength: 60, size: 'max' },
    );
    fc.assert(
      fc.property(events, (reports) => {
        accepted = 0;
        const batches: AlertEvent[][] = [[]];
        let second = 0;
        for (const { status, title, integrationId, endsBatch, secondsLater } of reports) {
          batches.at(-1)?.push(event(status, title, { integrationId, acceptedAt: at((second += secondsLater)) }));
          if (endsBatch) batches.push([]);
        }
        const incidents = applied(batches);
        expect(incidents).toEqual(applied(batches.flat().map((each) => [each])));
        expect(incidents).toEqual(
          applied(
            batches.flat().map((each) => [each]),
            true,
          ),
        );
        expect(incidents.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(
          reports.filter(({ status }) => status === 'trigger').length,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('a note from the sender', () => {
  const note = (text: string, title = 'disk full') => event('note', title, { note: text });
  const kinds = (changes: readonly IncidentChange[]) =>
    changes.map((change) => [change.kind, 'text' in change ? change.text : null]);
  const stored = { kind: 'stored', incidentId: 'inc_1' } as const;

  it('is written down at the open incident of its alert, and nowhere where there is none', () => {
    expect(given(['disk full', diskFull]).when(note('looking at it'))).toEqual([
      { kind: 'note', target: stored, at: at(1), text: 'looking at it', warnings: [] },
    ]);
    expect(nothingOpen.when(note('looking at it'))).toEqual([]);
    expect(given(['disk full', { ...diskFull, status: 'resolved' }]).when(note('too late'))).toEqual([]);
  });

  it('comes with whatever else its event does', () => {
    const acknowledged = acknowledge('disk full', { note: 'mine' });
    expect(kinds(given(['disk full', diskFull]).when(acknowledged))).toEqual([
      ['acknowledge', null],
      ['note', 'mine'],
    ]);
    const opened = nothingOpen.when(
      trigger('disk full', { note: 'seen before' }),
      resolve('disk full', { note: 'gone' }),
    );
    expect(kinds(opened)).toEqual([
      ['open', null],
      ['note', 'seen before'],
      ['resolve', null],
      ['note', 'gone'],
    ]);
  });

  it('is no occurrence of the alert', () => {
    const planned: string[] = [];
    planChanges([note('hm')], new Map([[groupKey('int_db', 'disk full'), diskFull]]), ({ effect, occurrences }) => {
      planned.push(`${effect} ${occurrences}`);
      return { acknowledgedBy: null, resolvedBy: null };
    });
    expect(planned).toEqual(['noted 7']);
  });
});
