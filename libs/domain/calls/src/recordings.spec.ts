import { advance } from './advance.js';
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
const attachAt = (providerUrl: string, seconds: number | null): CallCommand => ({
  type: 'attach-recording',
  kind: 'conversation',
  recording: { recordingId: 'RE1', providerUrl, seconds },
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

it('says once that the caller left a message, whichever report of it comes first', () => {
  for (const order of [
    [taken('RE1', 9), attach('RE1', 9)],
    [attach('RE1', 9), taken('RE1', 9)],
  ]) {
    const { steps } = play(diverted, ...order);
    expect(steps.filter((text) => text === 'The caller left a message (9 s)')).toHaveLength(1);
    expect(steps).not.toContain('The caller left no message');
  }
});

it('takes the report that has a length, whichever comes last', () => {
  const real = { recordingId: 'RE1', providerUrl: 'https://x/real', seconds: 47 };
  for (const other of [attachAt('https://x/0', 0), attachAt('https://x/0', null)]) {
    for (const order of [
      [other, attachAt('https://x/real', 47)],
      [attachAt('https://x/real', 47), other],
    ]) {
      const { call } = play(diverted, ...order);
      expect([call.recording, call.otherRecordings]).toEqual([real, []]);
    }
  }
});

it('shows no recording of no length, and keeps it to be deleted with the call', () => {
  const { call, steps } = play(diverted, attachAt('https://x/0', null), attachAt('https://x/0', 0));
  expect([call.recording, call.otherRecordings]).toEqual([
    null,
    [one('RE1', 0)].map((r) => ({ ...r, providerUrl: 'https://x/0' })),
  ]);
  expect(steps.filter((text) => text.startsWith('The recording is there'))).toHaveLength(1);
});

it('finds the message that was first reported with no length', () => {
  const { call, steps } = play(diverted, taken('RE1', 0), attach('RE1', 14));
  expect([call.voicemail, call.otherRecordings]).toEqual([one('RE1', 14), []]);
  expect(steps).toEqual(expect.arrayContaining(['The caller left no message', 'The caller left a message (14 s)']));
  expect(play(diverted, attach('RE1', 14), taken('RE1', 0)).steps).not.toContain('The caller left no message');
});

it('takes another address of the same recording', () => {
  const { call } = play(diverted, attachAt('https://x/wrong', 9), attachAt('https://x/right', 9));
  expect(call.recording?.providerUrl).toBe('https://x/right');
});

describe('an address that is no URL', () => {
  const wrong = attachAt('undefined', 47);
  const right = { recordingId: 'RE1', providerUrl: 'https://x/right', seconds: 47 };

  it('is not shown, and gives way to a right one, whatever that says of the length', () => {
    expect(play(diverted, wrong).call.recording).toBeNull();
    for (const seconds of [47, null]) {
      const { call } = play(diverted, wrong, attachAt('https://x/right', seconds));
      expect([call.recording, call.otherRecordings]).toEqual([right, []]);
    }
  });

  it('does not replace a right one', () => {
    for (const seconds of [47, null]) {
      const { call } = play(diverted, attachAt('https://x/right', seconds), wrong);
      expect([call.recording, call.otherRecordings]).toEqual([{ ...right, seconds }, []]);
    }
  });

  it('gives way as well where an earlier release has taken it for the recording', () => {
    const { call } = play(diverted);
    const stuck = { ...call, recording: { ...right, providerUrl: 'undefined' } };
    const reports = [attachAt('https://x/right', null), attachAt('https://x/right', 47)];
    for (const report of reports) expect(advance(stuck, report).call?.recording).toEqual(right);
    const another = { ...right, recordingId: 'RE2' };
    const after = advance(stuck, { type: 'attach-recording', kind: 'conversation', recording: another, at: at(91) });
    expect(after.call?.recording).toEqual(another);
  });

  it('is no message, until a right one comes', () => {
    const left = { type: 'take-message', recording: { ...one('RE1', 9), providerUrl: 'null' }, at: at(60) } as const;
    expect(play(diverted, left).call.voicemail).toBeNull();
    const { call, steps } = play(diverted, left, attach('RE1', 9));
    expect(call.voicemail).toEqual(one('RE1', 9));
    expect(steps).toContain('The caller left a message (9 s)');
  });
});
