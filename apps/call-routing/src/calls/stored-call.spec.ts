import { deadlineOf } from '@ringdown/domain-calls';
import { at, pickUp, press, proceed, received, storedAfter } from '../testing/a-call.js';
import { readCall } from './stored-call.js';

const { call } = storedAfter(received(), proceed(5), pickUp(10), press(14));
const asWritten = (state: object) => readCall(JSON.parse(JSON.stringify(state)) as typeof call);

it('reads what this release wrote as it stands', () => {
  expect(asWritten(call)).toEqual(call);
  expect(asWritten({ ...call, statusUnknownAt: at(80) })).toEqual({ ...call, statusUnknownAt: at(80) });
});

it('reads what an earlier release called by other words, or had not', () => {
  const { capabilities, ...rest } = call;
  const earlier = { ...rest, askedInVainAt: at(80), phase: { name: 'clearing', since: at(20) } };
  const expected = { ...call, capabilities, statusUnknownAt: at(80), phase: { name: 'hanging-up', since: at(20) } };
  expect(asWritten(earlier)).toEqual(expected);
});

it('requests the status of a call again a minute after the later of two releases did', () => {
  for (const seconds of [
    { askedInVainAt: 80, statusUnknownAt: 140 },
    { askedInVainAt: 140, statusUnknownAt: 80 },
  ]) {
    const instants = Object.fromEntries(Object.entries(seconds).map(([name, s]) => [name, at(s)]));
    expect(deadlineOf(asWritten({ ...call, ...instants }))).toEqual({ timer: 'end-check', at: at(200) });
  }
});
