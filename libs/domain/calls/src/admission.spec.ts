import { admissionOf, type Arrival } from './admission.js';

const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  lineEnabled: true,
  caller: { number: '+14156040016', address: null },
  callerBlocked: false,
  blockedPrefixes: ['+1900', '+4470'],
  withheldCallers: 'ring',
  test: false,
  limit: { perCallerPerHour: 10, concurrentCalls: 20 },
  traffic: { ofCaller: 0, live: 0 },
  ...change,
});
const withheld = { caller: { number: null, address: null } };
const noNumber = { caller: { number: null, address: 'sip:alice@pbx.example.com' } };
const ring = { kind: 'ring' };

it.each([
  ['a caller', {}, ring],
  ['a withheld number where the line rings for it', withheld, ring],
  ['who is no phone number where the line refuses withheld ones', { ...noNumber, withheldCallers: 'reject' }, ring],
  ['them where those leave a message', { ...noNumber, withheldCallers: 'voicemail' }, ring],
  ['a caller below both limits', { traffic: { ofCaller: 9, live: 19 } }, ring],
  ['everybody while nobody can count', { traffic: null }, ring],
  ['a tester over the limits', { test: true, traffic: { ofCaller: 99, live: 99 } }, ring],
] as const)('lets through %s', (_, change, admission) => {
  expect(admissionOf(arrival(change))).toEqual(admission);
});

it.each([
  ['a caller over the limit', { traffic: { ofCaller: 10, live: 0 } }, 'caller_limit'],
  ['who is no phone number, over the limit', { ...noNumber, traffic: { ofCaller: 10, live: 0 } }, 'caller_limit'],
  ['withheld callers, who together are one', { ...withheld, traffic: { ofCaller: 10, live: 0 } }, 'caller_limit'],
  ['a call too many on the line', { traffic: { ofCaller: 0, live: 20 } }, 'line_busy'],
  ['a withheld number too many', { ...withheld, traffic: { ofCaller: 0, live: 20 } }, 'line_busy'],
  ['a withheld number by the line’s setting', { ...withheld, withheldCallers: 'voicemail' }, 'caller_withheld'],
] as const)('sends to the voicemail %s', (_, change, because) => {
  expect(admissionOf(arrival(change))).toEqual({ kind: 'divert', because });
});

it.each([
  ['everybody on a disabled line', { lineEnabled: false, callerBlocked: true }, 'line_disabled'],
  ['a blocked contact', { callerBlocked: true }, 'caller_blocked'],
  ['a blocked prefix', { caller: { number: '+19005550100', address: null } }, 'caller_blocked'],
  ['a blocked tester', { callerBlocked: true, test: true }, 'caller_blocked'],
  ['a withheld number by the line’s setting', { ...withheld, withheldCallers: 'reject' }, 'caller_withheld'],
] as const)('refuses %s', (_, change, refusal) => {
  expect(admissionOf(arrival(change))).toEqual({ kind: 'refuse', refusal });
});
