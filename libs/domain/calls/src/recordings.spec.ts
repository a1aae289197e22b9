import type { CallCommand } from './commands.js';
import { at, play, received, someone } from './testing/a-call.js';

const one = (recordingId: string, seconds: number | null) => ({
  recordingId,
  providerUrl: `https://x/${recordingId}`,
  seconds,
});
const attach = (recordingId: string, seconds: number | null): CallCommand => ({
  type: 'attach-recording',
  kind: 'voicemail',
  recording: one(recordingId, seconds),
  at: at(90),
});
const diverted = received([someone(0)], {}, { kind: 'divert', because: 'line_busy' });
const taken = (recordingId: string, seconds: number): CallCommand => ({
  type: 'take-message',
  recording: one(recordingId, seconds),
  at: at(60),
});

it('shows the longest message where the provider asked twice, and keeps the other to be deleted with the call', () => {
  for (const order of [
    [attach('RE1', 9), attach('RE2', 4)],
    [attach('RE2', 4), attach('RE1', 9)],
  ]) {
    const { call } = play(diverted, ...order);
    expect([call.voicemail?.recordingId, call.otherRecordings.map((r) => r.recordingId)]).toEqual(['RE1', ['RE2']]);
  }
});

it('takes a report of the same one for what is known better now', () => {
  const { call } = play(diverted, attach('RE1', null), attach('RE1', 9), attach('RE1', 9));
  expect([call.voicemail?.seconds, call.otherRecordings]).toEqual([9, []]);
});

it('tells once that the caller left a message, whichever report of it comes first', () => {
  for (const order of [
    [taken('RE1', 9), attach('RE1', 9)],
    [attach('RE1', 9), taken('RE1', 9)],
  ]) {
    const { steps } = play(diverted, ...order);
    expect(steps.filter((text) => text === 'The caller left a message (9 s)')).toHaveLength(1);
    expect(steps).not.toContain('The caller left no message');
  }
});
