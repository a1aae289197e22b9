import { at, play, received, someone } from './testing/a-call.js';
import type { CallCommand } from './commands.js';

const recording = { recordingId: 'RE1', providerUrl: 'https://x/RE1', seconds: 6 };
const message = { recordingId: 'RE2', providerUrl: 'https://x/RE2', seconds: 9 };
const endless: readonly CallCommand[] = [
  { type: 'attach-recording', kind: 'conversation', recording, at: at(30) },
  { type: 'attach-recording', kind: 'voicemail', recording: message, at: at(31) },
  { type: 'attach-transcript', text: 'The disk is full.', at: at(32) },
];
const over: CallCommand = { type: 'end', duration: 40, failed: false, at: at(40) };
const remove = (kind: 'conversation' | 'voicemail', recordingId: string, afterDays = 30): CallCommand => ({
  type: 'remove-recording',
  kind,
  recordingId,
  afterDays,
  at: at(3000),
});
const after = (...commands: readonly CallCommand[]) => play(received([someone(0)]), ...endless, ...commands);

it('removes the recording and leaves the message', () => {
  const { call, last } = after(over, remove('conversation', 'RE1'));
  expect(call).toMatchObject({ recording: null, voicemail: message, transcript: 'The disk is full.' });
  expect(last.steps).toEqual([{ at: at(3000), text: 'The recording was deleted after 30 days' }]);
});

it('removes the message with what was said in it', () => {
  const { call, last } = after(over, remove('voicemail', 'RE2', 1));
  expect(call).toMatchObject({ recording, voicemail: null, transcript: null });
  expect(last.steps).toEqual([{ at: at(3000), text: 'The message was deleted after 1 day' }]);
});

it.each([
  ['a call that lives', [remove('conversation', 'RE1')]],
  ['another recording than the one that is there', [over, remove('conversation', 'RE9')]],
  ['the other kind', [over, remove('voicemail', 'RE1')]],
])('removes nothing of %s', (_, commands) => {
  expect(after(...commands).last.events).toEqual([]);
});

it('removes it once', () => {
  const again = remove('conversation', 'RE1');
  expect(after(over, again, again).last.events).toEqual([]);
});
