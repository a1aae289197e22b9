import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let [priya, sam] = ['', ''];
beforeAll(async () => {
  control = await startControl();
  const { client } = control;
  priya = (await client.made('/users', { name: 'Priya S.', email: 'priya@ringdown.example' })).id;
  sam = (await client.made('/users', { name: 'Sam T.', email: 'sam@ringdown.example' })).id;
});
afterAll(() => control.stop());

const span = { startsAt: '2026-01-06T12:00:00.000Z', endsAt: '2026-01-08T12:00:00.000Z' };
/** Nothing that is over keeps a stand-in from being deleted. */
const ahead = { startsAt: '2099-01-06T12:00:00.000Z', endsAt: '2099-01-08T12:00:00.000Z' };
const path = (userId: string) => `/users/${userId}/absences`;

it('keeps when a person is away and who stands in, through other changes, until it is deleted', async () => {
  const { client } = control;
  const absence = { ...ahead, standInUserId: sam, comment: 'On a plane' };
  const made = await client.post(path(priya), absence);
  expect(made).toMatchObject({ status: 201, body: { ...absence, id: expect.stringMatching(/^abs_/) } });
  await client.patch(`/users/${priya}`, { name: 'Priya Sharma' });
  expect((await client.get(path(priya))).body).toEqual({ items: [made.body] });
  expect((await client.get(`/users/${priya}`)).body).not.toHaveProperty('absences');
  expect(await client.delete(`/users/${sam}`)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Priya Sharma') },
  });
  const { items } = (await client.get('/audit-log')).body;
  expect(items).toContainEqual(
    expect.objectContaining({ action: 'absence added', what: { kind: 'user', id: priya, name: 'Priya S.' } }),
  );
  expect((await client.delete(`${path(priya)}/${made.body.id}`)).status).toBe(204);
  expect((await client.delete(`${path(priya)}/${made.body.id}`)).status).toBe(404);
  expect((await client.get(path(priya))).body).toEqual({ items: [] });
});

it.each([
  ['endsAt', { startsAt: span.endsAt, endsAt: span.startsAt }],
  ['standInUserId', { ...span, standInUserId: 'user_gone' }],
  ['startsAt', { endsAt: span.endsAt }],
] as const)('refuses a wrong %s', async (field, body) => {
  expect(await control.client.post(path(priya), body)).toMatchObject({
    status: 400,
    body: { errors: [{ path: field }] },
  });
});

it('refuses that a person stands in for themself', async () => {
  expect(await control.client.post(path(priya), { ...span, standInUserId: priya })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'standInUserId' }] },
  });
});

it('lets people write their own absences, and admins everybody’s', async () => {
  const { client } = control;
  const account = { email: 'lee@ringdown.example', password: 'correct-horse-battery' };
  const lee = (await client.made('/users', { name: 'Lee', ...account })).id;
  const { headers, body } = await client.nobody().post('/auth/login', account);
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const asLee = client.nobody().with({ cookie, 'x-csrf-token': String(body['csrfToken']) });
  const own = await asLee.post(path(lee), { ...span, standInUserId: null });
  expect(own).toMatchObject({ status: 201, body: { createdBy: lee, standInUserId: null } });
  expect((await asLee.post(path(priya), span)).status).toBe(403);
  expect((await asLee.get(path(priya))).status).toBe(200);
  const { id } = (await client.post(path(lee), span)).body;
  expect((await asLee.delete(`${path(lee)}/${id}`)).status).toBe(204);
  const foreign = (await client.post(path(priya), span)).body.id;
  expect((await asLee.delete(`${path(priya)}/${foreign}`)).status).toBe(403);
});

it('says on the on-call pages who stands in, and that nobody does', async () => {
  const { client } = control;
  const kim = (await client.made('/users', { name: 'Kim', email: 'kim@ringdown.example' })).id;
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T00:00' };
  const layers = [{ name: 'Weekly', participants: [kim], rotation }];
  const { id } = await client.made('/schedules', { name: 'Ops', timeZone: 'UTC', layers });
  const onCall = async (at: string) => (await client.get(`/schedules/${id}/on-call?at=${at}`)).body;
  await client.post(path(kim), { ...span, standInUserId: sam });
  const during = '2026-01-07T00:00:00.000Z';
  expect(await onCall(during)).toMatchObject({ user: { id: kim }, absent: true, standIn: { id: sam, name: 'Sam T.' } });
  expect(await onCall(span.endsAt)).toMatchObject({ user: { id: kim }, absent: false, standIn: null });
  await client.post(path(sam), span);
  expect(await onCall(during)).toMatchObject({ user: { id: kim }, absent: true, standIn: null });
});

it('keeps how a person is told of shifts and where pushes go, but no private address', async () => {
  const { client } = control;
  const told = { pushUrl: 'https://ntfy.sh/priya-4711', shiftNotices: [{ type: 'push', minutesBefore: 30 }] };
  const notify = [{ type: 'push', delayMinutes: 0 }];
  expect(await client.patch(`/users/${priya}`, { ...told, notify })).toMatchObject({
    status: 200,
    body: { ...told, notify },
  });
  for (const pushUrl of ['http://ntfy.sh/priya', 'https://169.254.169.254/latest', 'ntfy.sh/priya']) {
    expect(await client.patch(`/users/${priya}`, { pushUrl })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'pushUrl' }] },
    });
  }
  const tooEarly = { shiftNotices: [{ type: 'push', minutesBefore: 1441 }] };
  expect((await client.patch(`/users/${priya}`, tooEarly)).status).toBe(400);
  expect(await client.patch(`/users/${priya}`, { pushUrl: null })).toMatchObject({ body: { pushUrl: null } });
});

it('refuses to delete a channel that a schedule uses, and names the schedule', async () => {
  const { client } = control;
  const url = 'https://hooks.slack.com/services/x';
  const channel = (await client.made('/channels', { name: '#ops', type: 'slack', url })).id;
  const schedule = await client.made('/schedules', { name: 'Told', timeZone: 'UTC', channelIds: [channel] });
  expect(schedule).toMatchObject({ channelIds: [channel] });
  expect(await client.delete(`/channels/${channel}`)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('"Told"') },
  });
  expect((await client.patch(`/schedules/${schedule.id}`, { channelIds: ['chan_gone'] })).status).toBe(400);
});

it('reads what an earlier version stored, with defaults for what it did not know', async () => {
  const { client, database } = control;
  const old = (await client.made('/users', { name: 'Old', email: 'old@ringdown.example' })).id;
  await database.query(
    `update resource set document = document - 'absences' - 'shiftNotices' - 'pushUrl' where id = $1`,
    [old],
  );
  expect((await client.get(`/users/${old}`)).body).toMatchObject({ pushUrl: null, shiftNotices: [] });
  expect((await client.get(path(old))).body).toEqual({ items: [] });
  expect((await client.post(path(old), span)).status).toBe(201);
  expect((await client.get(path(old))).body.items).toHaveLength(1);
});
