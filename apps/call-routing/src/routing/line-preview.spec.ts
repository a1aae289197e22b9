import type { Settings } from '@ringdown/platform-config';
import { aLine, aMirror, aSchedule, aUser } from '../testing/a-mirror.js';
import { DiallingRule } from './dialling-rule.js';
import { CallPlanner } from './call-planner.js';
import { LinePreview } from './line-preview.js';
import { WhoIsOnCall } from './who-is-on-call.js';

const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
const monday = new Date('2026-01-05T03:00:00.000Z');

function previews(change: Parameters<typeof aMirror>[0] = {}) {
  const { mirror } = aMirror({ user: [aUser(1), aUser(2)], schedule: [aSchedule()], line: [aLine()], ...change });
  const whoIsOnCall = new WhoIsOnCall(mirror);
  const plan = new CallPlanner(mirror, whoIsOnCall, new DiallingRule(mirror), settings);
  const preview = new LinePreview(mirror, plan, whoIsOnCall);
  return (at = monday, lineId = 'line_1') => preview.preview(lineId, at);
}

it('shows who would be rung at an instant, through what, and what would be said', async () => {
  expect(await previews()()).toEqual({
    at: '2026-01-05T03:00:00.000Z',
    outcome: 'rings',
    attempts: [
      {
        role: 'primary',
        user: { id: 'user_1', name: 'Priya S.' },
        standIn: null,
        absent: false,
        phone: '…0101',
        via: 'Weekly',
        skipped: null,
        detail: null,
        ringSeconds: 25,
      },
      {
        role: 'fallback1',
        user: { id: 'user_2', name: 'Sam T.' },
        standIn: null,
        absent: false,
        phone: '…0102',
        via: null,
        skipped: null,
        detail: null,
        ringSeconds: 25,
      },
    ],
    says: [
      { when: 'welcome', text: 'Welcome.' },
      { when: 'progress', text: 'Still trying to reach someone. Please hold.' },
      { when: 'no_answer', text: 'Leave a message.' },
    ],
  });
});

it('is about the instant that was asked for', async () => {
  const { attempts } = await previews()(new Date('2026-01-12T03:00:00.000Z'));
  expect(attempts.map(({ user, skipped }) => [user?.name, skipped])).toEqual([
    ['Sam T.', null],
    ['Sam T.', 'already_rung'],
  ]);
});

it('shows who is skipped and why', async () => {
  const { attempts } = await previews({ user: [aUser(1, { phone: null }), aUser(2, { phone: '+447911123456' })] })();
  expect(attempts.map(({ phone, skipped, ringSeconds }) => [phone, skipped, ringSeconds])).toEqual([
    [null, 'no_phone', 0],
    ['…3456', 'phone_not_allowed', 0],
  ]);
  expect(attempts.map(({ detail }) => detail)).toEqual([
    null,
    'has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings',
  ]);
});

it('shows who stands in for whom, and who is absent without one', async () => {
  const absence = {
    id: 'abs_1',
    startsAt: '2026-01-05T00:00:00.000Z',
    endsAt: '2026-01-06T00:00:00.000Z',
    standInUserId: 'user_3',
    createdBy: 'user_1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const alone = { ...absence, id: 'abs_2', standInUserId: null };
  const user = [aUser(1, { absences: [absence] }), aUser(2, { absences: [alone] }), aUser(3)];
  const { attempts } = await previews({ user })();
  const [priya, sam, alex] = [aUser(1), aUser(2), aUser(3)].map(({ id, name }) => ({ id, name }));
  expect(attempts).toMatchObject([
    { user: priya, standIn: alex, absent: true, phone: '…0103', via: 'Weekly', skipped: null, ringSeconds: 25 },
    { user: sam, standIn: null, absent: true, skipped: 'absent', ringSeconds: 0 },
  ]);
});

it('shows the test mode while it lasts', async () => {
  const mode = { 'test-mode': [{ id: 'line_1', userId: 'user_2', until: '2026-01-05T03:05:00.000Z' }] };
  const { attempts } = await previews(mode)();
  expect(attempts.map(({ user, via }) => [user?.name, via])).toEqual([
    ['Sam T.', 'test mode'],
    ['Sam T.', 'test mode'],
  ]);
});

it('says that a disabled line rings nobody, and that there is no such line', async () => {
  expect(await previews({ line: [aLine({ enabled: false })] })()).toMatchObject({ outcome: 'rejected', attempts: [] });
  await expect(previews()(monday, 'line_9')).rejects.toMatchObject({ kind: 'not-found' });
});
