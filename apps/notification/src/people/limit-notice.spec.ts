import { limitNotice } from './limit-notice.js';

const since = new Date('2026-01-05T03:00:00.000Z');
const url = 'https://ringdown.example.com/setup/settings';

it('says which limit, whom it concerns, since when, what goes on, and where it is set', () => {
  const person = { id: 'user_1', name: 'Priya S.' };
  expect(limitNotice({ type: 'sms', person, limit: 30, since }, 'Europe/Berlin', url)).toEqual({
    title: 'No more texts to Priya S. for now',
    text:
      'Priya S. has had 30 texts within an hour, which is the limit. Since 5 Jan 2026, 04:00:00 CET what is over it is not sent, ' +
      'and the next way of each person comes in its place. Phone calls, pushes, e-mails and chat go on. ' +
      'The limit is set under Setup, Settings.',
    url,
  });
});

it('says that it concerns all', () => {
  const { title, text } = limitNotice({ type: 'voice', person: null, limit: 300, since }, 'UTC', url);
  expect(title).toBe('No more calls to all people together for now');
  expect(text).toContain('All people together have had 300 calls within an hour');
  expect(text).toContain('Texts, pushes, e-mails and chat go on.');
});
