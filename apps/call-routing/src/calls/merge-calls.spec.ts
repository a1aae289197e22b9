import { type CallCommand, rebuild, unknownCaller } from '@ringdown/domain-calls';
import {
  at,
  end,
  endDial,
  pickUp,
  press,
  proceed,
  received,
  rings as phoneRings,
  storedAfter,
  timeOutRing,
} from '../testing/a-call.js';
import type { StoredCall } from './stored-call.js';
import { mergeCalls } from './merge-calls.js';

const texts = ({ steps }: Pick<StoredCall, 'steps'>) => steps.map(({ text }) => text);
const rings = storedAfter(received(), proceed(4));
const connected = storedAfter(received(), proceed(4), pickUp(10), press(14));
const second = storedAfter(received(), proceed(4), phoneRings(4), timeOutRing(29));
const over = storedAfter(received(), proceed(4), pickUp(10), press(14), endDial(60, { bridged: true }), end(61));

it('lets a call never go back, from whichever side it comes', () => {
  const chain = [storedAfter(received()), rings, connected, second, over];
  for (const [index, further] of chain.entries()) {
    for (const behind of chain.slice(0, index)) {
      expect(mergeCalls(further, behind).call.phase).toEqual(further.call.phase);
      expect(mergeCalls(behind, further).call.phase).toEqual(further.call.phase);
    }
  }
});

it('changes nothing where one is only older than the other', () => {
  const { version: _, ...whole } = connected;
  expect(mergeCalls(connected, rings)).toEqual(whole);
  expect(mergeCalls(rings, connected)).toEqual(whole);
});

it('lets a dial begin when the sentence before it was over, as the further one says', () => {
  const { details, ...call } = received();
  const trying = { ...call, details: { ...details, setup: { ...details.setup, progressMessages: true } } };
  const sentence = [proceed(4), phoneRings(5), endDial(30)];
  const next = (seconds: number) => ({ ...proceed(seconds), attempt: 2 }) as CallCommand;
  const isSaid = storedAfter(trying, ...sentence, next(33));
  const dials = storedAfter(trying, ...sentence, next(33), next(34));
  expect(dials.call.attempts[1]?.startedAt).toBeGreaterThan(at(30));
  for (const behind of [storedAfter(trying, ...sentence), isSaid]) {
    for (const merged of [mergeCalls(dials, behind), mergeCalls(behind, dials)])
      expect(merged.call.attempts).toEqual(dials.call.attempts);
  }
});

it('keeps the steps of both, in their order, each once', () => {
  expect(texts(mergeCalls(connected, second))).toEqual([
    ...texts(connected),
    'Primary Priya S. did not answer → fallback 1 Sam T.',
  ]);
});

it('keeps one end where both have ended: the one with the conversation', () => {
  const missed = storedAfter(received(), proceed(4), end(70, 70));
  for (const merged of [mergeCalls(missed, over), mergeCalls(over, missed)]) {
    expect(merged.call).toMatchObject({ outcome: 'answered', answeredAt: over.call.answeredAt });
    expect(texts(merged)).toEqual(texts(over));
  }
});

it('keeps of a rebuilt call where it went, and of the first one who called and what was seen', () => {
  const { details, plan } = received({ calledAt: at(30), caller: unknownCaller });
  const rebuilt: StoredCall = {
    call: rebuild({ ...details, providerCallId: 'of call_1' }, plan, { kind: 'attempt', attempt: 2 }),
    steps: [{ at: at(30), text: 'went on' }],
    version: 1,
    correlationId: 'call_1',
  };
  for (const merged of [mergeCalls(rings, rebuilt), mergeCalls(rebuilt, rings)]) {
    expect(merged.call).toMatchObject({ caller: rings.call.caller, calledAt: at(0), providerCallId: 'CA-call_1' });
    expect(merged.call.phase).toMatchObject({ name: 'ringing', attempt: 2 });
    expect(merged.call.attempts[0]).toMatchObject({ result: 'no_answer', startedAt: at(4) });
    expect(texts(merged)).toEqual([...texts(rings), 'went on']);
  }
});

it('keeps recordings that only one of them knows', () => {
  const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };
  const heard = storedAfter(received(), { type: 'attach-recording', kind: 'conversation', recording, at: at(70) });
  expect(mergeCalls(over, heard).call).toMatchObject({ phase: { name: 'ended' }, recording });
});
