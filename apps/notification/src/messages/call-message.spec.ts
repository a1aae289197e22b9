import type { ChatMessage } from '@ringdown/chat';
import { aCall, aMissedCall } from '../testing/a-call.js';
import { type CompletedCall, evolveStory } from '../stories/index.js';
import { aContext } from '../testing/message-context.js';
import { callMessage } from './call-message.js';

const message = (call: CompletedCall): ChatMessage => {
  const event = { subject: 'call.completed.v1' as const, data: call };
  const story = evolveStory(null, call.callId, { event, sequence: 1 });
  const shown = story?.kind === 'call' ? callMessage(story, aContext()) : null;
  if (!shown) throw new Error('nothing is said of it');
  return shown;
};
const valueOf = ({ fields }: ChatMessage, label: string) => fields.find((field) => field.label === label)?.value;

it('describes an answered call', () => {
  expect(message(aCall())).toMatchObject({
    subject: '[Ringdown] On-call hotline: call from Mitchell Starc (+14156040016)',
    callBack: { text: 'Call back', number: '+14156040016' },
    title: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
    tone: 'good',
    fields: [
      { label: 'Outcome', value: 'Answered' },
      { label: 'Caller', value: 'Mitchell Starc (+14156040016)' },
      { label: 'Line', value: 'On-call hotline (+12245550123)' },
      { label: 'Duration', value: '33s' },
      { label: 'Answered by', value: 'Priya S. (Backend Team)' },
    ],
    steps: {
      heading: 'What happened',
      lines: ['0:00 Mitchell Starc called On-call hotline', '0:24 Primary Priya S. accepted'],
    },
    quote: null,
    link: { text: 'Open the call', url: 'https://ringdown.example.com/calls/call_1' },
    at: new Date('2025-07-29T06:24:32.262Z'),
  });
});

it.each([
  ['missed', 'missed call from Mitchell Starc (+14156040016)', 'Missed', 'alarm'],
  ['no_one_on_call', 'call from Mitchell Starc (+14156040016), but no one was on call', 'No one on call', 'alarm'],
  ['failed', 'call from Mitchell Starc (+14156040016) failed', 'Failed', 'alarm'],
  ['rejected', 'call from Mitchell Starc (+14156040016) rejected', 'Rejected', 'neutral'],
] as const)('describes a call that was %s', (outcome, headline, words, tone) => {
  const shown = message(aMissedCall({ outcome }));
  expect(shown).toMatchObject({ title: `On-call hotline: ${headline}`, tone, steps: null });
  expect(valueOf(shown, 'Outcome')).toBe(words);
  expect(valueOf(shown, 'Answered by')).toBe('Nobody');
  expect(valueOf(shown, 'Voicemail')).toBe('None');
});

it('says that a voicemail was left, and how long it is where that is known', () => {
  expect(valueOf(message(aMissedCall({ voicemail: { url: '/v', seconds: 12, transcript: null } })), 'Voicemail')).toBe(
    'Left, 12s',
  );
  expect(
    valueOf(message(aMissedCall({ voicemail: { url: '/v', seconds: null, transcript: null } })), 'Voicemail'),
  ).toBe('Left');
});

it('says that there is a recording', () => {
  expect(valueOf(message(aCall({ recording: { url: '/r', seconds: 9 } })), 'Recording')).toBe('Available, 9s');
});

it.each([
  [{ number: '+14156040016', name: null, contactId: null, address: null }, '+14156040016'],
  [{ number: null, name: null, contactId: null, address: null }, 'unknown caller'],
  [{ number: null, name: null, contactId: null, address: 'sip:alice@pbx.example.com' }, 'sip:alice@pbx.example.com'],
])('names the caller as far as known', (caller, label) => {
  const shown = message(aMissedCall({ caller }));
  expect(shown.title).toBe(`On-call hotline: missed call from ${label}`);
  expect(valueOf(shown, 'Caller')).toBe(label);
});

it('marks a test, and raises no alarm for it', () => {
  const shown = message(aMissedCall({ test: true }));
  expect(shown.title).toMatch(/^\[Test\] On-call hotline: missed call/);
  expect(shown.tone).toBe('neutral');
  expect(valueOf(shown, 'Outcome')).toBe('Missed (test call)');
});

it('names a responder who was found as a person, not through a schedule', () => {
  const receiver = { id: 'user_1', name: 'Sam T.', oncallId: null, oncallName: null };
  expect(valueOf(message(aCall({ receiver })), 'Answered by')).toBe('Sam T.');
});

it('shows the notes', () => {
  expect(message(aCall({ notes: ' the bank called ' })).quote).toBe('the bank called');
});
