import fc from 'fast-check';
import type { AlertRule, RuleActions, RuleEvent } from './alert-rule.js';
import { readRules } from './alert-rules.js';
import { applyActions, type RuledIncident } from './ruled-incident.js';

const at = new Date('2026-01-05T09:00:00.000Z');
const event = (title: string): RuleEvent => ({
  source: 'webhook',
  lineId: null,
  integrationId: 'int_a',
  title,
  body: null,
  priority: null,
  severity: null,
  caller: null,
  at,
  occurrences: 1,
  occurredAt: [at.getTime()],
});
const untouched: RuledIncident = {
  priority: null,
  severity: null,
  escalationPolicyId: null,
  integrationId: 'int_a',
  channelIds: [],
  responderIds: [],
  suppressed: false,
  resolvesAt: null,
  keptFromRules: [],
};

const letters = ['a', 'b', 'c'] as const;
const ids = (prefix: string) => fc.subarray(letters.map((letter) => `${prefix}_${letter}`));
const actions: fc.Arbitrary<RuleActions> = fc.record(
  {
    channelIds: ids('chan'),
    responderIds: ids('user'),
    priority: fc.constantFrom('p1', 'p2', 'p3'),
    severity: fc.constantFrom('sev1', 'sev2', 'sev3'),
    escalationPolicyId: fc.constantFrom('esc_a', 'esc_b'),
    integrationId: fc.constantFrom('int_a', 'int_b'),
    suppress: fc.boolean(),
    acknowledge: fc.boolean(),
    resolve: fc.boolean(),
    resolveAfterMinutes: fc.integer({ min: 1, max: 100 }),
    stop: fc.boolean(),
  },
  { requiredKeys: [] },
);
const ruleBook = fc.array(
  fc.record({
    letter: fc.constantFrom(...letters),
    then: actions,
    enabled: fc.boolean(),
  }),
  { maxLength: 8 },
);
type Drawn = { letter: string; then: RuleActions; enabled: boolean };
const toRule = ({ letter, then, enabled }: Drawn, n: number): AlertRule => ({
  id: `rule_${n}`,
  name: `Rule ${n}`,
  enabled,
  when: { all: [{ field: 'title', op: 'contains', value: letter }] },
  then,
});
const read = (drawn: readonly Drawn[]) => readRules(drawn.map(toRule), () => () => true);
const titles = fc.constantFrom('a', 'ab', 'abc', 'c', 'x');
const nameOf = (_kind: string, id: string): string => id;

describe('rules', () => {
  it('come to what one by one, the last value first, they come to', () => {
    fc.assert(
      fc.property(ruleBook, titles, (drawn, title) => {
        // the obvious model: walk the rules, overwrite, collect, leave at a stop
        const model: Record<string, unknown> = {};
        const sets = { channelIds: new Set<string>(), responderIds: new Set<string>() };
        for (const { letter, then, enabled } of drawn) {
          if (!enabled || !title.includes(letter)) continue;
          const { channelIds, responderIds, stop, ...values } = then;
          channelIds?.forEach((id) => sets.channelIds.add(id));
          responderIds?.forEach((id) => sets.responderIds.add(id));
          Object.assign(model, values);
          if (stop) break;
        }
        const { channelIds, responderIds, ...values } = read(drawn).actionsFor(event(title));
        expect(channelIds.map(({ value }) => value)).toEqual([...sets.channelIds]);
        expect(responderIds.map(({ value }) => value)).toEqual([...sets.responderIds]);
        expect(Object.fromEntries(Object.entries(values).map(([field, { value }]) => [field, value]))).toEqual(model);
      }),
      { numRuns: 1000 },
    );
  });

  it('explain what they do: the result of the explanation is what happens', () => {
    fc.assert(
      fc.property(ruleBook, titles, (drawn, title) => {
        const book = read(drawn);
        const { items, result } = book.explain(event(title));
        expect(result).toEqual(book.actionsFor(event(title)));
        expect(items).toHaveLength(drawn.length);
        const alone = read(drawn.filter((_, n) => items[n]?.acts)).actionsFor(event('abc'));
        expect(Object.keys(alone)).toEqual(Object.keys(result));
      }),
    );
  });

  it('change an incident once: what is done is not done again', () => {
    fc.assert(
      fc.property(ruleBook, titles, (drawn, title) => {
        const wanted = read(drawn).actionsFor(event(title));
        const once = applyActions(untouched, wanted, at, nameOf);
        const twice = applyActions(once.incident, wanted, new Date(at.getTime() + 60_000), nameOf);
        expect(twice.incident).toEqual(once.incident);
        expect(twice).toMatchObject({ changes: [], acknowledgedBy: null, addedChannelIds: [] });
        if (once.resolvedBy !== null) expect(twice.resolvedBy).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('leave what a person has set', () => {
    fc.assert(
      fc.property(ruleBook, titles, (drawn, title) => {
        const byHand: RuledIncident = {
          ...untouched,
          priority: 'p5',
          severity: 'sev3',
          escalationPolicyId: 'esc_hand',
          keptFromRules: ['priority', 'severity', 'escalationPolicyId', 'resolvesAt', 'responder:user_a'],
        };
        const { incident } = applyActions(byHand, read(drawn).actionsFor(event(title)), at, nameOf);
        expect(incident).toMatchObject({
          priority: 'p5',
          severity: 'sev3',
          escalationPolicyId: 'esc_hand',
          resolvesAt: null,
        });
        expect(incident.responderIds).not.toContain('user_a');
      }),
    );
  });

  it.each(['(a+)+$', '(a|a)+$', '^(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'])(
    'read the evil pattern %s in time that grows with the text alone',
    (value) => {
      const rule: AlertRule = {
        id: 'rule_1',
        name: 'Evil',
        enabled: true,
        when: { all: [{ field: 'title', op: 'matches', value }] },
        then: {},
      };
      const book = readRules([rule], () => () => true);
      // backtracking would take longer than the universe lasts
      const text = `${'a'.repeat(5_000)}${'x'.repeat(5_000)}!`;
      expect(book.explain(event(text)).items[0]?.acts).toBe(false);
    },
  );
});
