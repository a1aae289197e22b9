import fc from 'fast-check';
import { channelPolicies } from './channel-policy.js';
import { planTurn, type TurnInput, type WaitingDelivery } from './plan-turn.js';

const now = new Date('2026-01-05T03:00:00.000Z');
const at = (ms: number): Date => new Date(now.getTime() + ms);
let sequence = 0;

const waiting = (orderingKey: string, changes: Partial<WaitingDelivery> = {}): WaitingDelivery => {
  sequence++;
  return {
    id: `dlv_${orderingKey}_${sequence}`,
    sequence,
    orderingKey,
    rank: 1,
    dueAt: now,
    createdAt: now,
    wasTried: false,
    hasMessage: false,
    ...changes,
  };
};
const incidents = (count: number, changes: Partial<WaitingDelivery> = {}): WaitingDelivery[] =>
  Array.from({ length: count }, (_, n) => waiting(`inc_${n}`, changes));

const turn = (changes: Partial<TurnInput>) =>
  planTurn({
    policy: channelPolicies.slack,
    now,
    reservedUntil: null,
    closedUntil: null,
    failures: 0,
    waiting: [],
    stormy: 0,
    toldLately: 0,
    summary: null,
    ...changes,
  });
const keysOf = ({ groups }: ReturnType<typeof turn>) => groups.map((group) => group.map((d) => d.orderingKey));

describe('what goes out next', () => {
  it('is one message at a time to a chat, several to a webhook, and nothing where nothing waits', () => {
    expect(turn({})).toEqual({ groups: [], absorb: null, tell: null, againAt: null });
    const three = incidents(3);
    expect(keysOf(turn({ waiting: three, stormy: 3 }))).toEqual([['inc_0']]);
    expect(keysOf(turn({ policy: channelPolicies.webhook, waiting: three }))).toEqual([
      ['inc_0'],
      ['inc_1'],
      ['inc_2'],
    ]);
  });

  it('is the first of a call or incident: what follows it waits for it, also while it waits to be tried again', () => {
    const opened = waiting('inc_1', { dueAt: at(4000), wasTried: true });
    const resolved = waiting('inc_1', { rank: 2 });
    const other = waiting('inc_2');
    const next = turn({ policy: channelPolicies.webhook, waiting: [opened, other, resolved] });
    expect(keysOf(next)).toEqual([['inc_2']]);
    expect(turn({ policy: channelPolicies.webhook, waiting: [opened, resolved] }).againAt).toEqual(at(4000));
  });

  it('waits for the rate, for a pause, and for a channel that does not answer', () => {
    const one = incidents(1);
    const spent = at(10_000);
    expect(turn({ waiting: one, reservedUntil: spent })).toMatchObject({ groups: [], againAt: at(1000) });
    expect(turn({ waiting: one, closedUntil: at(30_000) })).toMatchObject({ groups: [], againAt: at(30_000) });
    const many = incidents(5);
    expect(turn({ policy: channelPolicies.webhook, waiting: many, failures: 5 }).groups).toHaveLength(1);
  });

  it('is one message about all that waits of a call where the message changes in place', () => {
    const all = [waiting('call_1', { rank: 0 }), waiting('call_1', { rank: 0 }), waiting('call_2', { rank: 0 })];
    expect(keysOf(turn({ policy: channelPolicies['slack-app'], waiting: all }))).toEqual([['call_1', 'call_1']]);
    expect(keysOf(turn({ waiting: all }))).toEqual([['call_1']]);
  });

  it('is one message about how things stand after an outage, but each event by itself to a webhook', () => {
    const createdAt = at(-60_000);
    const all = [waiting('inc_1', { createdAt }), waiting('inc_1', { rank: 2, createdAt })];
    expect(keysOf(turn({ waiting: all, stormy: 2 }))).toEqual([['inc_1', 'inc_1']]);
    expect(keysOf(turn({ policy: channelPolicies.webhook, waiting: all }))).toEqual([['inc_1']]);
  });
});

describe('a storm', () => {
  const summary = { beganAt: at(-5000), lastEventAt: at(-100), toldAt: at(-6 * 60_000), hasNews: true };

  it('begins with the 11th event within 30 s: the first ten go out by themselves', () => {
    expect(turn({ waiting: incidents(10), stormy: 10 }).absorb).toBeNull();
    const many = incidents(40);
    const next = turn({ waiting: many, stormy: 11 });
    expect(keysOf(next)).toEqual([['inc_0']]);
    expect(next.absorb).toEqual({ exceptKeys: many.slice(0, 10).map((d) => d.orderingKey) });
    const later = turn({ waiting: incidents(3), stormy: 3, toldLately: 9 });
    expect(later.absorb).toEqual({ exceptKeys: ['inc_0'] });
  });

  it('never takes in a call, what was tried already, nor what changes a message that is there', () => {
    const call = waiting('call_1', { rank: 0 });
    const tried = waiting('inc_tried', { wasTried: true, dueAt: at(2000) });
    const shown = waiting('inc_shown', { rank: 2, hasMessage: true });
    const next = turn({
      policy: channelPolicies['slack-app'],
      waiting: [call, tried, waiting('inc_new'), shown],
      stormy: 1,
      toldLately: 10,
    });
    expect(next.absorb).toEqual({ exceptKeys: ['call_1', 'inc_tried', 'inc_shown'] });
    expect(keysOf(next)).toEqual([['call_1']]);
  });

  it('counts up, and lets what needs somebody go before it', () => {
    expect(turn({ summary })).toMatchObject({ groups: [], tell: 'news' });
    const early = waiting('inc_early', { createdAt: at(-6000) });
    expect(turn({ summary, waiting: [early], stormy: 1 })).toMatchObject({ tell: null, absorb: null });
    const shown = waiting('inc_shown', { rank: 2, hasMessage: true });
    expect(turn({ summary, waiting: [shown] })).toMatchObject({ groups: [], tell: 'news' });
    expect(turn({ summary: { ...summary, toldAt: at(-1000) }, waiting: [shown] }).groups).toHaveLength(1);
  });

  it('takes in what comes while it lasts, also once the first ten are long ago', () => {
    const next = turn({ summary, waiting: incidents(2), stormy: 2, toldLately: 0 });
    expect(next).toMatchObject({ groups: [], absorb: { exceptKeys: [] }, tell: null });
  });

  it('is over 30 s after the last event, and says so once', () => {
    const calm = { ...summary, lastEventAt: at(-30_000), hasNews: false };
    expect(turn({ summary: calm }).tell).toBe('over');
    expect(turn({ summary: { ...calm, lastEventAt: at(-10_000) } })).toMatchObject({ tell: null, againAt: at(20_000) });
    expect(turn({ summary: { ...summary, toldAt: at(-1000), lastEventAt: at(-29_000) } })).toMatchObject({
      tell: null,
      againAt: at(1000),
    });
  });

  it('is none at a webhook, which is told of everything', () => {
    const next = turn({ policy: channelPolicies.webhook, waiting: incidents(40), stormy: 11 });
    expect(next.absorb).toBeNull();
    expect(next.groups).toHaveLength(10);
  });
});

it('leaves nothing behind: whatever waits is due now, later, or taken in', () => {
  const anyWaiting = fc
    .array(
      fc.record({
        key: fc.nat(15),
        rank: fc.constantFrom(0, 1, 2),
        dueAt: fc.integer({ min: -60_000, max: 60_000 }),
        createdAt: fc.integer({ min: -120_000, max: 0 }),
        wasTried: fc.boolean(),
        hasMessage: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    .map((all) =>
      all
        .map(({ key, dueAt, createdAt, ...rest }, n) =>
          waiting(`inc_${key}`, { ...rest, sequence: n, dueAt: at(dueAt), createdAt: at(createdAt) }),
        )
        .sort((a, b) => a.rank - b.rank || a.sequence - b.sequence),
    );
  fc.assert(
    fc.property(
      anyWaiting,
      fc.constantFrom(...Object.values(channelPolicies)),
      fc.option(fc.integer({ min: -20_000, max: 20_000 })),
      fc.nat(12),
      fc.boolean(),
      (all, policy, reserved, toldLately, isStorm) => {
        const next = turn({
          policy,
          waiting: all,
          reservedUntil: reserved === null ? null : at(reserved),
          stormy: Math.min(11, all.filter((d) => d.rank > 0 && !d.wasTried && !d.hasMessage).length),
          toldLately,
          summary: isStorm ? { beganAt: at(-3000), lastEventAt: at(-2000), toldAt: null, hasNews: false } : null,
        });
        const sent = new Set(next.groups.flat().map((d) => d.orderingKey));
        for (const { orderingKey } of all) {
          const isTaken = next.absorb !== null && !next.absorb.exceptKeys.includes(orderingKey);
          expect(sent.has(orderingKey) || isTaken || next.againAt !== null).toBe(true);
          expect(sent.has(orderingKey) && isTaken).toBe(false);
        }
        expect(next.groups.length).toBeLessThanOrEqual(policy.atOnce);
      },
    ),
    { numRuns: 500 },
  );
});
