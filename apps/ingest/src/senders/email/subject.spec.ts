import { readSubject, usualWords } from './subject.js';

const read = (subject: string, rule: Parameters<typeof readSubject>[1] = null): string => {
  const { status, title } = readSubject(subject, rule);
  return `${status}: ${title}`;
};

it.each([
  ['Disk full on db1', 'trigger: Disk full on db1'],
  ['[FIRING:2] DiskFull (db1)', 'trigger: DiskFull (db1)'],
  ['[RESOLVED] DiskFull (db1)', 'resolve: DiskFull (db1)'],
  ['Re: Fwd: AW: [resolved] DiskFull', 'resolve: DiskFull'],
  ['PROBLEM: Re: DiskFull', 'trigger: DiskFull'],
  ['Problem: Load too high', 'trigger: Load too high'],
  ['Resolved in 1h 5m 3s: Load too high', 'resolve: Load too high'],
  ['Resolved in the end', 'trigger: Resolved in the end'],
  ['Recovery plan is due', 'trigger: Recovery plan is due'],
  ['OK: "cpu" in EU (Ireland)', 'resolve: "cpu" in EU (Ireland)'],
  ['ALARM: "cpu" in EU (Ireland)', 'trigger: "cpu" in EU (Ireland)'],
  ['[shop] [✅ Up] 200 - OK', 'resolve: [shop] 200 - OK'],
  ['[shop] [🔴 Down] timeout', 'trigger: [shop] timeout'],
  ['Monitor is UP: shop', 'resolve: shop'],
  ['[ALERT] [RECOVERED] shop', 'resolve: shop'],
  ['[OK]', 'resolve: '],
  ['  Re:  ', 'trigger: '],
  ['[Problem]: - Störung 100 %', 'trigger: Störung 100 %'],
])('reads %j as %j', (subject, expected) => {
  expect(read(subject)).toBe(expected);
});

it('reads by the words of the integration alone', () => {
  const rule = { resolve: ['Entwarnung', 'ALLES GUT:'], trigger: ['(!)', 'Achtung'] };
  expect(read('Entwarnung: Pegel', rule)).toBe('resolve: Pegel');
  expect(read('[entwarnung] Pegel', rule)).toBe('resolve: Pegel');
  expect(read('Entwarnungen', rule)).toBe('trigger: Entwarnungen');
  expect(read('Alles gut: Pegel', rule)).toBe('resolve: Pegel');
  expect(read('(!) Pegel', rule)).toBe('trigger: Pegel');
  expect(read('Achtung Pegel', rule)).toBe('trigger: Pegel');
  expect(read('[RESOLVED] Pegel', rule)).toBe('trigger: [RESOLVED] Pegel');
  expect(read('[RESOLVED] Pegel', { resolve: [], trigger: [] })).toBe('trigger: [RESOLVED] Pegel');
});

it('reads a severity that stands in brackets, and leaves it there', () => {
  expect(readSubject('[FIRING] [CRITICAL] Disk', null)).toEqual({
    title: '[CRITICAL] Disk',
    status: 'trigger',
    severity: 'sev1',
  });
  expect(readSubject('critical Disk', null).severity).toBeNull();
});

it('takes no time for a hostile subject', () => {
  const begun = performance.now();
  for (const part of ['[', '[[OK', 'Re:', 'resolved in 1a', ' : ', 'OK:']) {
    readSubject(part.repeat(50_000), null);
    readSubject(part.repeat(50_000), {
      resolve: usualWords.resolve,
      trigger: Array.from({ length: 50 }, () => part.repeat(100)),
    });
  }
  expect(performance.now() - begun).toBeLessThan(2000);
});
