import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let [priya, sam, schedule] = ['', '', ''];
beforeAll(async () => {
  control = await startControl();
  const { client } = control;
  priya = (await client.made('/users', { name: 'Priya S.', email: 'priya@ringdown.example' })).id;
  sam = (await client.made('/users', { name: 'Sam T.', email: 'sam@ringdown.example' })).id;
  const rotation = { every: 1, unit: 'day', startsAt: '2026-01-05T09:00' };
  const layers = [{ name: 'Daily', participants: [priya, sam], rotation }];
  schedule = (await client.made('/schedules', { name: 'Backend Team', timeZone: 'UTC', layers })).id;
});
afterAll(() => control.stop());

it('tells who is on call at an instant, and until when', async () => {
  const { body } = await control.client.get(`/schedules/${schedule}/on-call?at=2026-01-06T10:00:00.000Z`);
  expect(body).toEqual({
    at: '2026-01-06T10:00:00.000Z',
    user: { id: sam, name: 'Sam T.' },
    via: 'Daily',
    until: '2026-01-07T09:00:00.000Z',
    absent: false,
    standIn: null,
  });
  const before = await control.client.get(`/schedules/${schedule}/on-call?at=2026-01-01T00:00:00.000Z`);
  expect(before.body).toMatchObject({ user: null, via: null, until: '2026-01-05T09:00:00.000Z' });
});

it('covers from…to exactly with shifts', async () => {
  const query = 'from=2026-01-05T00:00:00.000Z&to=2026-01-07T00:00:00.000Z';
  const { body } = await control.client.get(`/schedules/${schedule}/shifts?${query}`);
  expect(body.items).toEqual([
    { userId: null, startsAt: '2026-01-05T00:00:00.000Z', endsAt: '2026-01-05T09:00:00.000Z', via: null },
    { userId: priya, startsAt: '2026-01-05T09:00:00.000Z', endsAt: '2026-01-06T09:00:00.000Z', via: 'Daily' },
    { userId: sam, startsAt: '2026-01-06T09:00:00.000Z', endsAt: '2026-01-07T00:00:00.000Z', via: 'Daily' },
  ]);
});

it.each(['', 'from=2026-01-05T00:00:00Z', 'from=2026-01-05T00:00:00Z&to=2026-01-05T00:00:00Z', 'from=x&to=y'])(
  'refuses the range "%s"',
  async (query) => {
    expect((await control.client.get(`/schedules/${schedule}/shifts?${query}`)).status).toBe(400);
  },
);

it('lets an override win while it lasts, and keeps it through other changes', async () => {
  const { client } = control;
  const override = { userId: priya, startsAt: '2026-01-06T12:00:00.000Z', endsAt: '2026-01-06T13:00:00.000Z' };
  const made = await client.post(`/schedules/${schedule}/overrides`, override);
  expect(made).toMatchObject({ status: 201, body: { ...override, id: expect.stringMatching(/^ovr_/) } });
  await client.patch(`/schedules/${schedule}`, { name: 'Backend' });
  const during = await client.get(`/schedules/${schedule}/on-call?at=2026-01-06T12:30:00.000Z`);
  expect(during.body).toMatchObject({ user: { id: priya }, via: 'override', until: '2026-01-06T13:00:00.000Z' });
  expect((await client.get(`/schedules/${schedule}/overrides`)).body.items).toEqual([made.body]);
  expect((await client.get(`/schedules/${schedule}`)).body).not.toHaveProperty('overrides');
  expect((await client.delete(`/schedules/${schedule}/overrides/${made.body.id}`)).status).toBe(204);
  expect((await client.delete(`/schedules/${schedule}/overrides/${made.body.id}`)).status).toBe(404);
});

it('lets an override of one person change whose time that is, and no more', async () => {
  const { client } = control;
  const path = `/schedules/${schedule}/overrides`;
  const span = { startsAt: '2026-01-05T00:00:00.000Z', endsAt: '2026-01-19T00:00:00.000Z' };
  const lee = (await client.made('/users', { name: 'Lee', email: 'lee@ringdown.example' })).id;
  const override = { userId: lee, replacesUserId: priya, ...span, comment: 'Priya is on a plane' };
  const before = (await client.get(`/schedules/${schedule}/shifts?from=${span.startsAt}&to=${span.endsAt}`)).body.items;
  const made = await client.post(path, override);
  expect(made).toMatchObject({ status: 201, body: override });
  expect((await client.get(path)).body.items).toEqual([made.body]);
  const after = (await client.get(`/schedules/${schedule}/shifts?from=${span.startsAt}&to=${span.endsAt}`)).body.items;
  expect(before.map(({ userId }) => userId)).toContain(priya);
  expect(after.map(({ userId }) => userId)).toEqual(before.map(({ userId }) => (userId === priya ? lee : userId)));
  expect(await client.post(path, { ...override, replacesUserId: lee })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'replacesUserId' }] },
  });
  expect(await client.post(path, { ...override, replacesUserId: 'user_gone' })).toMatchObject({ status: 400 });
  await client.delete(`${path}/${made.body.id}`);
});

it('refuses an override for nobody, and one that ends before it begins', async () => {
  const path = `/schedules/${schedule}/overrides`;
  const times = { startsAt: '2026-01-06T12:00:00.000Z', endsAt: '2026-01-06T13:00:00.000Z' };
  expect((await control.client.post(path, { ...times, userId: 'user_gone' })).status).toBe(400);
  const backwards = { userId: priya, startsAt: times.endsAt, endsAt: times.startsAt };
  expect(await control.client.post(path, backwards)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'endsAt' }] },
  });
});

it('shows every schedule with who is on call now and next', async () => {
  const { body } = await control.client.get('/on-call');
  expect(body.items).toEqual([
    {
      scheduleId: schedule,
      scheduleName: 'Backend',
      now: {
        user: { id: expect.any(String), name: expect.any(String) },
        via: 'Daily',
        until: expect.any(String),
        absent: false,
        standIn: null,
      },
      next: { user: { id: expect.any(String), name: expect.any(String) }, startsAt: expect.any(String) },
      people: [
        {
          user: { id: expect.any(String), name: expect.any(String) },
          startsAt: expect.any(String),
          endsAt: expect.any(String),
        },
        {
          user: { id: expect.any(String), name: expect.any(String) },
          startsAt: expect.any(String),
          endsAt: expect.any(String),
        },
      ],
    },
  ]);
  const [{ now, next }] = body.items as [
    { now: { user: { id: string }; until: string }; next: typeof now & { startsAt: string } },
  ];
  expect(next.user.id).not.toBe(now.user.id);
  expect(next.startsAt).toBe(now.until);
});

it('tells how hours, nights and weekends are shared, also of who had none', async () => {
  const { client } = control;
  const kim = (await client.made('/users', { name: 'Kim', email: 'kim@ringdown.example' })).id;
  const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T00:00' };
  const layers = [{ name: 'Weekly', participants: [priya, sam, kim], rotation }];
  const { id } = await client.made('/schedules', { name: 'Shared', timeZone: 'UTC', layers });
  const range = 'from=2026-01-05T00:00:00.000Z&to=2026-01-18T12:00:00.000Z';
  expect(await client.get(`/schedules/${id}/hours?${range}`)).toMatchObject({
    status: 200,
    body: {
      items: [
        { user: { id: kim, name: 'Kim' }, hours: 0, nights: 0, weekends: 0 },
        { user: { id: priya }, hours: 168, nights: 8, weekends: 1 },
        { user: { id: sam }, hours: 156, nights: 7, weekends: 1 },
      ],
    },
  });
  expect((await client.get(`/schedules/${id}/hours`)).status).toBe(400);
});
