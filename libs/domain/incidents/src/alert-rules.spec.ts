import type { AlertRule, RuleComparison, RuleEvent } from './alert-rule.js';
import { readRules, ruleFaults } from './alert-rules.js';

const at = new Date('2026-01-05T23:30:00.000Z');
/** The zone and the hours as somebody else reads them. */
const readHours =
  ({ zone, from }: { zone: string; from: string }) =>
  (when: Date): boolean => {
    if (zone === 'Nowhere/Nothing') throw new RangeError('no such zone');
    return when.toISOString().slice(11, 16) >= from;
  };

const anEvent = (change: Partial<RuleEvent> = {}): RuleEvent => ({
  source: 'webhook',
  lineId: null,
  integrationId: 'int_db',
  title: 'Disk full on db-1',
  body: '{"labels":{"host":"db-1","a.b":1},"id":9007199254740993,"ratio":5.0,"hosts":[{"name":"db-1"},{"name":"db-2"}],"none":null,"up":true}',
  priority: null,
  severity: 'sev3',
  caller: null,
  at,
  occurrences: 3,
  occurredAt: [at.getTime() - 600_000, at.getTime() - 60_000, at.getTime()],
  ...change,
});

let rules = 0;
const aRule = (change: Partial<AlertRule> = {}): AlertRule => {
  rules += 1;
  return { id: `rule_${rules}`, name: `Rule ${rules}`, enabled: true, when: { all: [] }, then: {}, ...change };
};
const read = (...given: AlertRule[]) => readRules(given, readHours);
const verdict = (comparison: RuleComparison, event: Partial<RuleEvent> = {}) => {
  const [item] = read(aRule({ when: { all: [comparison] } })).explain(anEvent(event)).items;
  return item && [item.acts, item.because];
};

describe('a condition', () => {
  const textCases: readonly [field: string, op: string, value: unknown, acts: boolean, because: string][] = [
    ['title', 'equals', 'Disk full on db-1', true, 'title is “Disk full on db-1”: yes'],
    ['title', 'equals', 'disk full on db-1', false, 'title is “disk full on db-1”: no, it is “Disk full on db-1”'],
    ['title', 'not_equals', 'CPU', true, 'title is not “CPU”: yes'],
    ['title', 'contains', 'disk', true, 'title contains “disk”: yes'],
    ['title', 'contains', 'cpu', false, 'title contains “cpu”: no, it is “Disk full on db-1”'],
    ['title', 'not_contains', 'cpu', true, 'title does not contain “cpu”: yes'],
    ['title', 'not_contains', 'DISK', false, 'title does not contain “DISK”: no, it is “Disk full on db-1”'],
    ['title', 'matches', '^Disk .* db-\\d+$', true, 'title matches “^Disk .* db-\\d+$”: yes'],
    ['title', 'matches', '^disk', false, 'title matches “^disk”: no, it is “Disk full on db-1”'],
    ['title', 'matches', '(?i)^disk', true, 'title matches “(?i)^disk”: yes'],
    ['severity', 'equals', 'sev1', false, 'severity is sev1: no, it is sev3'],
    ['severity', 'in', ['sev2', 'sev3'], true, 'severity is one of sev2, sev3: yes'],
    ['severity', 'in', ['sev1'], false, 'severity is one of sev1: no, it is sev3'],
    ['priority', 'equals', 'p1', false, 'priority is p1: no, there is none'],
    ['priority', 'not_equals', 'p1', true, 'priority is not p1: yes'],
    ['priority', 'not_contains', 'p', true, 'priority does not contain “p”: yes'],
    ['priority', 'matches', '', false, 'priority matches “”: no, there is none'],
    ['source', 'equals', 'webhook', true, 'source is webhook: yes'],
    ['integrationId', 'in', ['int_db', 'int_web'], true, 'integrationId is one of “int_db”, “int_web”: yes'],
    ['lineId', 'equals', 'line_1', false, 'lineId is “line_1”: no, there is none'],
    ['caller', 'contains', '+1415', false, 'caller contains “+1415”: no, there is none'],
    ['body.labels.host', 'equals', 'db-1', true, 'body.labels.host is “db-1”: yes'],
    ['body.hosts.1.name', 'equals', 'db-2', true, 'body.hosts.1.name is “db-2”: yes'],
    ['body.hosts.2.name', 'equals', 'db-2', false, 'body.hosts.2.name is “db-2”: no, there is none'],
    ['body.id', 'equals', '9007199254740993', true, 'body.id is “9007199254740993”: yes'],
    ['body.ratio', 'equals', '5.0', true, 'body.ratio is “5.0”: yes'],
    ['body.up', 'equals', 'true', true, 'body.up is “true”: yes'],
    ['body.none', 'equals', 'null', false, 'body.none is “null”: no, there is none'],
    ['body.title.x', 'not_equals', 'y', true, 'body.title.x is not “y”: yes'],
    ['body.hosts', 'contains', '"name":"db-2"', true, 'body.hosts contains “"name":"db-2"”: yes'],
    ['body', 'contains', '9007199254740993', true, 'body contains “9007199254740993”: yes'],
  ];

  it.each(textCases)('%s %s %j: %s', (field, op, value, acts, because) => {
    expect(verdict({ field, op, value } as RuleComparison)).toEqual([acts, because]);
  });

  it('knows the line and the caller of a call', () => {
    const call = { source: 'call', lineId: 'line_1', caller: '+14156040016', body: null } as const;
    expect(verdict({ field: 'lineId', op: 'equals', value: 'line_1' }, call)).toEqual([
      true,
      'lineId is “line_1”: yes',
    ]);
    expect(verdict({ field: 'caller', op: 'matches', value: '^\\+1415' }, call)?.[0]).toBe(true);
    expect(verdict({ field: 'body.x', op: 'equals', value: '1' }, call)?.[0]).toBe(false);
  });

  it('takes a body that is a bare string', () => {
    expect(verdict({ field: 'body', op: 'equals', value: 'all is lost' }, { body: '"all is lost"' })?.[0]).toBe(true);
  });

  it('looks at the time of day', () => {
    const hours = { zone: 'UTC', days: ['mon'], from: '22:00', to: '06:00' };
    const time = (from: string) => verdict({ field: 'time', op: 'within', value: { ...hours, from } });
    expect(time('22:00')).toEqual([true, 'time is within mon 22:00 to 06:00 (UTC): yes']);
    expect(time('23:45')).toEqual([
      false,
      'time is within mon 23:45 to 06:00 (UTC): no, it is 2026-01-05T23:30:00.000Z',
    ]);
  });

  const counts: readonly [count: number, withinMinutes: number | undefined, acts: boolean, because: string][] = [
    [3, undefined, true, 'seen at least 3 times: yes'],
    [4, undefined, false, 'seen at least 4 times: no, it was seen 3 times'],
    [2, 5, true, 'seen at least 2 times within 5 min: yes'],
    [3, 5, false, 'seen at least 3 times within 5 min: no, it was seen 2 times'],
    [3, 11, true, 'seen at least 3 times within 11 min: yes'],
    [3, 10, false, 'seen at least 3 times within 10 min: no, it was seen 2 times'],
    [2, 1, false, 'seen at least 2 times within 1 min: no, it was seen once'],
  ];
  it.each(counts)('counts %s within %s min: %s', (count, withinMinutes, acts, because) => {
    expect(verdict({ field: 'occurrences', op: 'at_least', value: { count, withinMinutes } })).toEqual([acts, because]);
  });

  it('may be an all or an any again', () => {
    const no = { field: 'title', op: 'contains', value: 'cpu' } as const;
    const yes = { field: 'title', op: 'contains', value: 'disk' } as const;
    const acts = (when: AlertRule['when']) => read(aRule({ when })).explain(anEvent()).items[0];
    expect(acts({ all: [yes, { any: [no, yes] }] })).toMatchObject({
      acts: true,
      because:
        'title contains “disk”: yes; (title contains “cpu”: no, it is “Disk full on db-1”, or title contains “disk”: yes)',
    });
    expect(acts({ any: [no, { all: [yes, no] }] })?.acts).toBe(false);
    expect(acts({ all: [] })).toMatchObject({ acts: true, because: 'it has no condition: yes' });
  });
});

describe('rules in their order', () => {
  const sev = (severity: 'sev1' | 'sev2', change: Partial<AlertRule['then']> = {}) =>
    aRule({ name: severity, then: { severity, ...change } });

  it('let a later value win, and add up channels and responders', () => {
    const { result } = read(
      sev('sev1', { channelIds: ['chan_a'], responderIds: ['user_a'], priority: 'p1' }),
      sev('sev2', { channelIds: ['chan_b', 'chan_a'], responderIds: ['user_a'] }),
    ).explain(anEvent());
    expect(result).toEqual({
      severity: { value: 'sev2', rule: 'sev2' },
      priority: { value: 'p1', rule: 'sev1' },
      channelIds: [
        { value: 'chan_a', rule: 'sev1' },
        { value: 'chan_b', rule: 'sev2' },
      ],
      responderIds: [{ value: 'user_a', rule: 'sev1' }],
    });
  });

  it('end at a stop, which is explained', () => {
    const { items, result } = read(sev('sev1', { stop: true }), sev('sev2')).explain(anEvent());
    expect(result.severity?.value).toBe('sev1');
    expect(items.map(({ acts }) => acts)).toEqual([true, false]);
    expect(items[1]?.because).toBe('the rule “sev1” before it stops all later ones; it has no condition: yes');
  });

  it('do not stop where the rule does not act, or is off', () => {
    const never = { any: [{ field: 'title', op: 'equals', value: 'x' } as const] };
    const stop = { severity: 'sev1', stop: true } as const;
    const book = read(aRule({ when: never, then: stop }), aRule({ enabled: false, then: stop }), sev('sev2'));
    expect(book.actionsFor(anEvent()).severity?.value).toBe('sev2');
    expect(book.explain(anEvent()).items[1]?.because).toBe('the rule is off; it has no condition: yes');
  });

  it('say how many times have to be remembered', () => {
    const counting = (count: number, more: Partial<AlertRule> = {}) =>
      aRule({ when: { all: [{ field: 'occurrences', op: 'at_least', value: { count, withinMinutes: 5 } }] }, ...more });
    expect(read(counting(7), counting(12), counting(99, { enabled: false })).countsUpTo).toBe(12);
    expect(read(aRule()).countsUpTo).toBe(0);
    expect(read(aRule({ enabled: false })).isEmpty).toBe(true);
  });
});

describe('a rule that cannot be read', () => {
  const pattern = (value: string) => ({
    when: { all: [{ any: [{ field: 'title', op: 'matches', value } as const] }] },
  });

  it.each(['(', '[a-', 'a{1000000}', '(?<=look)behind', '\\1', 'x'.repeat(501)])('is refused: %s', (value) => {
    expect(ruleFaults(pattern(value), () => true)).toEqual([
      { path: 'when.all.0.any.0.value', message: expect.stringMatching(/^enter a pattern /) },
    ]);
  });

  it('is refused for its zone', () => {
    const value = { zone: 'Nowhere/Nothing', days: ['mon'], from: '09:00', to: '17:00' };
    expect(ruleFaults({ when: { any: [{ field: 'time', op: 'within', value }] } }, () => false)).toEqual([
      { path: 'when.any.0.value.zone', message: 'choose a time zone of the IANA database, such as Europe/Berlin' },
    ]);
  });

  it('never acts where it was stored all the same, and keeps no other from acting', () => {
    const book = read(aRule({ ...pattern('('), then: { stop: true } }), aRule({ then: { priority: 'p2' } }));
    expect(book.explain(anEvent()).items[0]).toMatchObject({
      acts: false,
      because: expect.stringContaining('cannot be read'),
    });
    expect(book.actionsFor(anEvent()).priority?.value).toBe('p2');
  });
});
