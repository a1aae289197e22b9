import { shiftEnded, shiftStarted } from '../testing/a-shift.js';
import { messageOf } from '../messages/index.js';
import { isToldToChannels } from './plan-shift-deliveries.js';

const publicUrl = 'https://ringdown.example.com';
const sam = { id: 'user_2', name: 'Sam T.' };

it('is one message at every handoff: who comes on, or that nobody does', () => {
  expect(isToldToChannels(shiftStarted({ from: sam }))).toBe(true);
  expect(isToldToChannels(shiftEnded({ to: sam }))).toBe(false);
  expect(isToldToChannels(shiftEnded({ to: null }))).toBe(true);
});

it('says who is on call now, until when, and who was before', () => {
  expect(messageOf(shiftStarted({ from: sam }), null, publicUrl)).toEqual({
    title: 'Backend Team: Priya S. is on call',
    tone: 'neutral',
    fields: [
      { label: 'Until', value: '12 Jan 2026, 09:00 UTC' },
      { label: 'Before', value: 'Sam T.' },
    ],
    steps: null,
    quote: null,
    link: { text: 'Who is on call', url: 'https://ringdown.example.com/on-call' },
    at: new Date('2026-01-05T09:00:00.000Z'),
  });
});

it('says that nobody is on call', () => {
  expect(messageOf(shiftEnded({ to: null }), null, publicUrl)).toMatchObject({
    title: 'Backend Team: nobody is on call',
    tone: 'attention',
    fields: [{ label: 'Before', value: 'Priya S.' }],
    at: new Date('2026-01-12T09:00:00.000Z'),
  });
});

it('leaves out the end of what never ends', () => {
  const { fields } = messageOf(shiftStarted({ from: null }, { end: null }), null, publicUrl);
  expect(fields).toEqual([]);
});
