import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLine } from './find-line.mjs';
import { peopleOfRoles } from './people-of-roles.mjs';
import { readCallOptions } from './read-call-options.mjs';

test('reads who does what; with nobody named the primary accepts', () => {
  const { roles } = readCallOptions(['--primary', 'no-answer', '--fallback1', 'accept']);
  assert.deepEqual(roles, { primary: 'no-answer', fallback1: 'accept' });
  assert.deepEqual(readCallOptions([]).roles, { primary: 'accept' });
  assert.equal(readCallOptions(['--from', 'anonymous']).from, 'anonymous');
});

test('names what it knows where it does not understand', () => {
  assert.throws(
    () => readCallOptions(['--primary', 'dances']),
    /--primary: nobody knows how to "dances".*accept, pass/,
  );
  assert.throws(() => readCallOptions(['--caller', 'toString']), /leaves-message/);
  assert.throws(() => readCallOptions(['--from', '555']), /expected a number such as \+14156040016/);
  assert.throws(() => readCallOptions(['--talk', 'long']), /--talk: expected a number of seconds/);
});

const listing = (...names) => ({ all: async () => names.map((name) => ({ name })) });

test('finds the line by name or because it is the only one, else lists them', async () => {
  assert.equal((await findLine(listing('Hotline', 'Press'), 'hotline')).name, 'Hotline');
  assert.equal((await findLine(listing('Hotline'), undefined)).name, 'Hotline');
  await assert.rejects(findLine(listing('Hotline', 'Press'), undefined), /one of: "Hotline", "Press"/);
  await assert.rejects(findLine(listing('Hotline'), 'Sales'), /no line "Sales"\. There is: "Hotline"/);
  await assert.rejects(findLine(listing(), undefined), /no line yet/);
});

const answers = {
  '/schedules/s1': { name: 'Backend Team' },
  '/schedules/s1/on-call': { user: { id: 'u1' } },
  '/schedules/s2': { name: 'Platform Team' },
  '/schedules/s2/on-call': { user: null },
  '/users/u1': { name: 'Priya S.', phone: '+14155550102' },
  '/users/u2': { name: 'Sam T.', phone: null },
};
const api = { get: async (path) => answers[path] };
const schedule = (id) => ({ type: 'schedule', id });
const user = (id) => ({ type: 'user', id });

test('finds the person behind each role, on call or named', async () => {
  const line = { name: 'Hotline', primary: schedule('s1'), fallbacks: [user('u2'), schedule('s2')] };
  const roles = { primary: 'no-answer', fallback1: 'accept', fallback2: 'pass' };
  const { people, cast } = await peopleOfRoles(api, line, { roles, talkSeconds: 3 });
  assert.deepEqual(Object.keys(people), ['+14155550102']);
  assert.equal(people['+14155550102'].behaviour, 'no-answer');
  assert.equal(people['+14155550102'].talkSeconds, 3);
  assert.deepEqual(cast, [
    'primary: Priya S. (on call for Backend Team), +14155550102: no-answer',
    'fallback1: Sam T., no phone number: accept',
    'fallback2: nobody (on call for Platform Team)',
  ]);
});

test('somebody in two roles behaves as in the first, in which alone they are rung', async () => {
  const line = { name: 'Hotline', primary: schedule('s1'), fallbacks: [user('u1')] };
  const { people } = await peopleOfRoles(api, line, {
    roles: { primary: 'busy', fallback1: 'accept' },
    talkSeconds: 3,
  });
  assert.equal(people['+14155550102'].behaviour, 'busy');
});

test('refuses a role that the line does not have', async () => {
  const line = { name: 'Hotline', primary: schedule('s1'), fallbacks: [] };
  await assert.rejects(peopleOfRoles(api, line, { roles: { fallback2: 'accept' } }), /"Hotline" has no fallback2/);
});
