import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoAccounts } from './demo-accounts.mjs';
import { lastHandoff } from './last-handoff.mjs';
import { loadDemo } from './load-demo.mjs';
import { adminPhone, people } from './organisation.mjs';

test('the last handoff is civil: 09:00 there, of a Monday or of any day', () => {
  const at = (instant) => ['week', 'day'].map((unit) => lastHandoff(unit, 'Europe/London', new Date(instant)));
  // A Saturday in winter; a Monday in summer, an hour before and at the handoff (09:00 in London is 08:00 UTC).
  assert.deepEqual(at('2026-11-21T12:00Z'), ['2026-11-16T09:00', '2026-11-21T09:00']);
  assert.deepEqual(at('2026-07-06T07:00Z'), ['2026-06-29T09:00', '2026-07-05T09:00']);
  assert.deepEqual(at('2026-07-06T08:00Z'), ['2026-07-06T09:00', '2026-07-06T09:00']);
});

/** Keeps what is posted, as the REST API does; `failAt` breaks the n-th POST. */
function memoryApi({ failAt } = {}) {
  const resources = {};
  let posts = 0;
  return {
    resources,
    all: async (path) => resources[path] ?? [],
    async post(path, body) {
      posts += 1;
      if (posts === failAt) throw new Error('the connection broke');
      const resource = { id: `${path.slice(1)}_${posts}`, ...body };
      (resources[path] ??= []).push(resource);
      return resource;
    },
    async patch(path, change) {
      const [, list, id] = path.split('/');
      Object.assign(
        resources[`/${list}`].find((one) => one.id === id),
        change,
      );
    },
    repair: () => (failAt = undefined),
  };
}

const outside = { accounts: demoAccounts({}), carrierUrl: 'http://carrier', adminEmail: 'admin@example.com' };
const counts = ({ resources }) =>
  Object.fromEntries(Object.entries(resources).map(([path, list]) => [path, list.length]));

test('every resource of the demo refers to one that exists', async () => {
  const api = memoryApi();
  await loadDemo(api, outside);
  const [line, other] = api.resources['/lines'];
  assert.notEqual(line.providerAccountId, other.providerAccountId);
  const ids = Object.values(api.resources).flatMap((list) => list.map(({ id }) => id));
  const used = [line.primary.id, ...line.fallbacks.map(({ id }) => id), ...line.channelIds, line.providerAccountId];
  for (const id of [...used, line.incident.integrationId]) assert.ok(ids.includes(id), id);
  assert.equal(line.channelIds.length, 2);
  for (const { layers } of api.resources['/schedules'])
    for (const id of layers[0].participants) assert.ok(ids.includes(id));
  for (const { steps } of api.resources['/escalation-policies'])
    for (const { targets } of steps) assert.ok(ids.includes(targets[0].id));
});

test('the admin gets a phone that the carrier simulates, and keeps one of their own', async () => {
  const phoneAfter = async (phone) => {
    const api = memoryApi();
    const { id } = await api.post('/users', { email: 'Admin@example.com', phone });
    await loadDemo(api, outside);
    return api.resources['/users'].find((user) => user.id === id).phone;
  };
  assert.equal(await phoneAfter(null), adminPhone);
  assert.equal(await phoneAfter('+4915112345678'), '+4915112345678');
});

test('loading again changes nothing', async () => {
  const api = memoryApi();
  await loadDemo(api, outside);
  const before = counts(api);
  await loadDemo(api, outside);
  assert.deepEqual(counts(api), before);
  assert.equal(before['/users'], people.length);
});

test('an interrupted load is completed by the next one', async () => {
  const api = memoryApi({ failAt: 8 });
  await assert.rejects(loadDemo(api, outside), /broke/);
  api.repair();
  await loadDemo(api, outside);
  const whole = memoryApi();
  await loadDemo(whole, outside);
  assert.deepEqual(counts(api), counts(whole));
});

test('without a carrier of ours there are no simulated chat rooms', async () => {
  const api = memoryApi();
  await loadDemo(api, { ...outside, carrierUrl: null });
  assert.equal(api.resources['/channels'], undefined);
  assert.deepEqual(api.resources['/lines'][0].channelIds, []);
});

test('the accounts are made once, and the one of an earlier version stays', () => {
  const made = demoAccounts({});
  assert.deepEqual(demoAccounts({ demoAccounts: made }), made);
  const [twilio, plivo] = demoAccounts({ demoAccount: { accountSid: 'AC1', authToken: 't' } });
  assert.deepEqual(twilio, { provider: 'twilio', accountSid: 'AC1', authToken: 't' });
  assert.match(plivo.accountSid, /^MA[0-9A-F]{18}$/);
});
