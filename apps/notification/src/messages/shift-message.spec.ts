import { shiftEnded, shiftStarted } from '../testing/a-shift.js';
import { shiftMessage } from './shift-message.js';

const sam = { id: 'user_2', name: 'Sam T.' };

it('says who is on call now, until when, and who was before', () => {
  expect(shiftMessage(shiftStarted({ from: sam }))).toEqual({
    title: 'Backend Team: Priya S. is on call',
    tone: 'neutral',
    fields: [
      { label: 'Until', value: '12 Jan 2026, 09:00 UTC' },
      { label: 'Before', value: 'Sam T.' },
    ],
    steps: null,
    quote: null,
    actions: [],
    callBack: null,
    link: { text: 'Who is on call', url: 'https://ringdown.example.com/on-call' },
    at: new Date('2026-01-05T09:00:00.000Z'),
  });
});

it('says that nobody is on call', () => {
  expect(shiftMessage(shiftEnded({ to: null }))).toMatchObject({
    title: 'Backend Team: nobody is on call',
    tone: 'attention',
    fields: [{ label: 'Before', value: 'Priya S.' }],
    at: new Date('2026-01-12T09:00:00.000Z'),
  });
});

it('leaves out the end of what never ends', () => {
  const { fields } = shiftMessage(shiftStarted({ from: null }, { end: null }));
  expect(fields).toEqual([]);
});
