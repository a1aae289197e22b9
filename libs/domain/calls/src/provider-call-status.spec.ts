import { commandForStatus } from './provider-call-status.js';
import { at, play, received, someone } from './testing/a-call.js';

const proceed = { type: 'proceed', at: at(4), busyUserIds: [] } as const;
const pickUp = { type: 'pick-up', attempt: 1, at: at(10) } as const;
const press = { type: 'press', attempt: 1, digit: '1', at: at(14) } as const;
const talks = play(received([someone(0)]), proceed, pickUp, press).call;
const rings = play(received([someone(0)]), proceed).call;
const goodbye = play(received([someone(0)], {}, { kind: 'refuse', refusal: 'line_disabled' })).call;
const [live, unknown] = [{ state: 'live' }, { state: 'unknown' }] as const;
const hours = (n: number): number => at(n * 3600);

it('ends a call that the provider calls over, with what it says of it', () => {
  const ended = { state: 'ended', duration: 61, failed: true } as const;
  expect(commandForStatus(talks, ended, at(75))).toEqual({ type: 'end', duration: 61, failed: true, at: at(75) });
});

it('takes the word of the provider for a sign of life', () => {
  expect(commandForStatus(talks, live, at(30))).toEqual({ type: 'confirm-alive', at: at(30) });
});

it('ends a call that is longer than any can be, whatever is said of it', () => {
  for (const status of [live, unknown]) {
    expect(commandForStatus(talks, status, hours(4) + 1)).toMatchObject({ type: 'end', duration: null, failed: true });
    expect(commandForStatus(talks, status, hours(4))).not.toMatchObject({ type: 'end' });
  }
});

it('concludes nothing where nobody can say, before the status of the call is due to be requested', () => {
  expect(commandForStatus(talks, unknown, at(73.9))).toBeNull();
  expect(commandForStatus(goodbye, unknown, at(14.9))).toBeNull();
  expect(commandForStatus(rings, unknown, at(3000))).toBeNull();
});

it('asks again later about a call that is due, and takes one that we let go for over', () => {
  expect(commandForStatus(talks, unknown, at(74))).toEqual({ type: 'report-unknown-status', at: at(74) });
  expect(commandForStatus(goodbye, unknown, at(15))).toEqual({
    type: 'end',
    duration: null,
    failed: false,
    at: at(15),
  });
});
