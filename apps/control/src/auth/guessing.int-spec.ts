import { Clock } from '@ringdown/kernel';
import { eventually } from '@ringdown/testkit';
import { AuditRepository } from '../audit/audit.repository.js';
import { admin, type ControlUnderTest, startControl } from '../testing/start-control.js';
import { FailedTries } from './failed-tries.js';
import { SlowAnswers } from './slow-answers.js';

let control: ControlUnderTest;
/** For how long answers were to be held back. */
const held: number[] = [];
beforeEach(async () => {
  control = await startControl();
  held.length = 0;
  jest.spyOn(control.app.get(SlowAnswers, { strict: false }), 'hold').mockImplementation((ms) => {
    held.push(ms);
    return Promise.resolve();
  });
  // all in the same instant, so that nothing is forgotten meanwhile
  const now = new Date();
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterEach(() => control.stop());

const wrong = { email: admin.email, password: 'guess' };
const login = (from: string, credentials: object, forwardedFor?: string) => {
  const client = control.client.nobody().from(from);
  return (forwardedFor ? client.with({ 'x-forwarded-for': forwardedFor }) : client).post('/auth/login', credentials);
};
const throughProxy = (from: string, credentials: object) => login('127.0.0.1', credentials, from);
const refusals = (answers: readonly { status: number }[]) => answers.filter(({ status }) => status === 429).length;
const failures = async () =>
  (await control.client.get('/audit-log?limit=200')).body.items.filter((entry) => entry['action'] === 'sign-in failed');
const triesIn = (entries: readonly Record<string, unknown>[]) =>
  entries.reduce((sum, entry) => sum + (entry['after'] as { tries: number }).tries, 0);
const some = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

it('stops guessing after ten failures of an address, whatever address it claims', async () => {
  const answers = [];
  for (const n of some(200)) answers.push(await login('203.0.113.66', wrong, `198.51.100.${n}`));
  expect(refusals(answers)).toBe(190);
  expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(some(10).map(() => 401));
  const { headers, body } = answers.find(({ status }) => status === 429) ?? {};
  expect(headers?.['retry-after']).toBe('6');
  expect(body?.['detail']).toBe('Too many tries. Wait 6 seconds.');
  expect(new Set((await failures()).map(({ ip }) => ip))).toEqual(new Set(['203.0.113.66']));
});

it('does not let anybody use up the tries of another address', async () => {
  for (const _ of some(20)) await login('203.0.113.66', wrong, '192.0.2.1');
  expect((await throughProxy('192.0.2.1', admin)).status).toBe(200);
});

it('counts all of an IPv6 network as one address', async () => {
  const byAddress = await Promise.all(some(20).map((n) => throughProxy(`2001:db8:0:1::${n + 1}`, wrong)));
  expect(refusals(byAddress)).toBe(10);
  expect((await throughProxy('2001:db8:0:2::1', admin)).status).toBe(200);
});

it('does not count those who sign in', async () => {
  for (const _ of some(15)) expect((await throughProxy('203.0.113.7', admin)).status).toBe(200);
  expect(Math.max(...held)).toBe(0);
});

it('answers ever more slowly for an account that many addresses fail at, and lets its owner in', async () => {
  for (const n of some(30)) expect((await throughProxy(`198.51.100.${n}`, wrong)).status).toBe(401);
  expect(held.slice(0, 8)).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000]);
  expect(new Set(held.slice(8))).toEqual(new Set([4000]));
  expect((await throughProxy('192.0.2.1', admin)).status).toBe(200);
  // nobody learns by it who has an account
  held.length = 0;
  const unknown = { email: 'Nobody@ringdown.example', password: 'guess' };
  for (const n of some(8))
    await throughProxy(`198.51.100.${n}`, { ...unknown, email: n % 2 ? unknown.email : unknown.email.toLowerCase() });
  expect(held).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000]);
});

it('lets those in at once who have signed in from there before, whoever fails at their account', async () => {
  expect((await throughProxy('192.0.2.1', admin)).status).toBe(200);
  for (const n of some(30)) await throughProxy(`198.51.100.${n}`, wrong);
  held.length = 0;
  expect((await throughProxy('192.0.2.1', admin)).status).toBe(200);
  expect(held).toEqual([]);
  expect((await throughProxy('192.0.2.2', admin)).status).toBe(200);
  expect(held).toEqual([4000]);
});

it('writes down who failed to sign in and from where, with a count and without the password', async () => {
  for (const _ of some(5)) await throughProxy('203.0.113.7', { ...wrong, password: 'what-was-typed' });
  await throughProxy('203.0.113.7', { email: 'unknown@ringdown.example', password: 'what-was-typed' });
  await throughProxy('203.0.113.7', { email: 'what-was-typed', password: 'what-was-typed' });
  const entries = await failures();
  expect(triesIn(entries)).toBe(7);
  const ofAdmin = entries.filter(({ what }) => (what as { name: string }).name === admin.email);
  expect(triesIn(ofAdmin)).toBe(5);
  expect(ofAdmin).toHaveLength(1);
  expect(ofAdmin[0]).toMatchObject({
    actor: { type: 'anonymous', role: null },
    ip: '203.0.113.7',
    what: { kind: 'user', id: expect.stringMatching(/^user_/), name: admin.email },
    before: null,
  });
  expect(entries[0]).toMatchObject({ what: { id: '', name: 'no e-mail address' } });
  expect(entries.map(({ what }) => (what as { name: string }).name)).toContain('unknown@ringdown.example');
  expect(JSON.stringify(entries)).not.toContain('what-was-typed');
});

it('does not let a flood fill the audit log', async () => {
  const failedTries = control.app.get(FailedTries, { strict: false });
  for (const n of some(100)) {
    const name = `somebody${n}@ringdown.example`;
    await failedTries.record({ action: 'sign-in failed', userId: null, name, ip: `198.51.100.${n}` }, null);
  }
  const entries = await failures();
  expect(triesIn(entries)).toBe(100);
  // twenty, and the one for all others
  expect(entries).toHaveLength(21);
  expect(entries).toContainEqual(
    expect.objectContaining({ ip: null, what: { kind: 'user', id: '', name: 'many accounts' } }),
  );
});

it('adds up what belongs to an entry while that is written, instead of queueing for its row', async () => {
  const failedTries = control.app.get(FailedTries, { strict: false });
  const writes = jest.spyOn(control.app.get(AuditRepository, { strict: false }), 'count');
  const failed = { action: 'sign-in failed', userId: null, name: 'a@x.example', ip: '203.0.113.7' } as const;
  await Promise.all(some(50).map(() => failedTries.record(failed, null)));
  await eventually(async () => expect(triesIn(await failures())).toBe(50));
  expect(writes).toHaveBeenCalledTimes(2);
});

it('writes down who signed in, too', async () => {
  await throughProxy('203.0.113.7', admin);
  expect((await control.client.get('/audit-log?limit=1')).body.items[0]).toMatchObject({
    action: 'signed in',
    ip: '203.0.113.7',
    actor: { type: 'user', name: 'Administrator' },
  });
});
