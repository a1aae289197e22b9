import { anOrganisation } from '../testing/an-organisation.js';
import { type FakeOwner, fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

jest.setTimeout(40_000);

let control: ControlUnderTest;
let owner: FakeOwner | null = null;
beforeAll(async () => {
  control = await startControl();
});
afterEach(async () => {
  owner?.leave();
  for (const { id } of await listed()) await control.client.delete(`/alert-rules/${id}`);
});
afterAll(() => control.stop());

const listed = async (): Promise<{ id: string; name: string; position: number }[]> =>
  (await control.client.get('/alert-rules?limit=200')).body.items as never;
const order = async () => (await listed()).map(({ name, position }) => `${position} ${name}`);
const rule = (name: string, more: object = {}) =>
  control.client.made('/alert-rules', { name, when: { all: [] }, then: { priority: 'p1' }, ...more });
const titled = (value: string, op = 'contains') => ({ all: [{ field: 'title', op, value }] });

describe('the order of alert rules', () => {
  it('is that of their creation, has no gaps, and goes on over pages', async () => {
    for (const name of ['c', 'b', 'a']) await rule(name);
    expect(await order()).toEqual(['1 c', '2 b', '3 a']);
    const { body: first } = await control.client.get('/alert-rules?limit=2');
    const { body: second } = await control.client.get(`/alert-rules?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    expect(second.nextCursor).toBeNull();
  });

  it('is changed by inserting, moving and deleting; the others make room', async () => {
    for (const name of ['a', 'b', 'c']) await rule(name);
    const inserted = await rule('x', { position: 2 });
    expect(inserted.position).toBe(2);
    expect(await order()).toEqual(['1 a', '2 x', '3 b', '4 c']);
    const { body: moved } = await control.client.patch(`/alert-rules/${inserted.id}`, { position: 99_999 });
    expect(moved.position).toBe(4);
    expect(await order()).toEqual(['1 a', '2 b', '3 c', '4 x']);
    await control.client.patch(`/alert-rules/${inserted.id}`, { position: 1 });
    expect(await order()).toEqual(['1 x', '2 a', '3 b', '4 c']);
    await control.client.delete(`/alert-rules/${inserted.id}`);
    expect(await order()).toEqual(['1 a', '2 b', '3 c']);
  });

  it('stays dense whoever changes it at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, (_, n) => rule(`r${n}`, { position: 1 })));
    await Promise.all(made.map(({ id }, n) => control.client.patch(`/alert-rules/${id}`, { position: 6 - n })));
    expect((await listed()).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

it('replaces the conditions as a whole, and takes an action away by null', async () => {
  const { id } = await rule('a', { when: titled('disk'), then: { priority: 'p1', suppress: true } });
  const when = { any: [{ field: 'severity', op: 'in', value: ['sev1'] }] };
  const { body } = await control.client.patch(`/alert-rules/${id}`, {
    when,
    then: { priority: null, severity: 'sev2' },
  });
  expect(body).toMatchObject({ when, then: { suppress: true, severity: 'sev2' } });
  expect(body.then).not.toHaveProperty('priority');
});

it.each([
  [titled('(', 'matches'), 'when.all.0.value', /pattern that RE2 can read/],
  [titled('(?<=a)b', 'matches'), 'when.all.0.value', /pattern that RE2 can read/],
  [{ all: [{ field: 'titel', op: 'equals', value: 'x' }] }, 'when.all.0.field', /choose source, lineId/],
  [{ all: [{ field: 'time', op: 'equals', value: 'x' }] }, 'when.all.0.field', /choose the op within for time/],
  [
    { all: [{ field: 'title', op: 'at_least', value: { count: 1 } }] },
    'when.all.0',
    /at_least is for the field occurrences/,
  ],
  [{ any: [] }, 'when.any', /enter at least 1 entry/],
  [{}, 'when', /enter { "all": \[…\] } or/],
  [
    { all: [{ field: 'integrationId', op: 'equals', value: 'int_gone' }] },
    'when.all.0.value',
    /there is no integration int_gone/,
  ],
  [
    { all: [{ any: [{ field: 'lineId', op: 'in', value: ['line_gone'] }] }] },
    'when.all.0.any.0.value.0',
    /there is no line/,
  ],
])('refuses %j', async (when, path, message) => {
  const { status, body } = await control.client.post('/alert-rules', { name: 'Broken', when });
  expect({ status, errors: body.errors }).toEqual({
    status: 400,
    errors: [{ path, message: expect.stringMatching(message) }],
  });
});

it('keeps what it uses from being deleted, naming itself', async () => {
  const { channel, user, policy, integration } = await anOrganisation(control.client);
  await rule('Disk alerts', {
    when: { all: [{ field: 'integrationId', op: 'equals', value: integration.id }] },
    then: { channelIds: [channel.id], responderIds: [user.id], escalationPolicyId: policy.id },
  });
  for (const path of [`/integrations/${integration.id}`, `/channels/${channel.id}`, `/users/${user.id}`]) {
    const { status, body } = await control.client.delete(path);
    expect([path, status, body.detail]).toEqual([path, 409, expect.stringContaining('alert rule "Disk alerts"')]);
  }
});

describe('the dry run', () => {
  const severe = { field: 'severity', op: 'equals', value: 'sev1' };

  it('explains what each rule would do about an event', async () => {
    const disk = await rule('Disk', { when: { all: [...titled('disk').all, severe] }, then: { priority: 'p1' } });
    const night = await rule('Stop', { when: titled('full'), then: { severity: 'sev2', stop: true } });
    const last = await rule('Last');
    const event = { source: 'webhook', title: '  Disk   full', severity: 'sev3' };
    const { status, body } = await control.client.post('/alert-rules/dry-run', { event });
    expect([status, body]).toEqual([
      200,
      {
        items: [
          {
            ruleId: disk.id,
            name: 'Disk',
            acts: false,
            because: 'title contains “disk”: yes; severity is sev1: no, it is sev3',
          },
          { ruleId: night.id, name: 'Stop', acts: true, because: 'title contains “full”: yes' },
          {
            ruleId: last.id,
            name: 'Last',
            acts: false,
            because: 'the rule “Stop” before it stops all later ones; it has no condition: yes',
          },
        ],
        result: { severity: 'sev2' },
      },
    ]);
  });

  it('tries drafts in place of the stored rules', async () => {
    await rule('Stored');
    const time = { zone: 'Europe/Berlin', days: ['fri'], from: '22:00', to: '06:00' };
    const rules = [
      { when: { all: [{ field: 'time', op: 'within', value: time }] }, then: { suppress: true } },
      { name: 'Many', when: { all: [{ field: 'occurrences', op: 'at_least', value: { count: 5 } }] }, then: {} },
    ];
    const event = { title: 'x', at: '2026-01-10T04:59:00.000Z', occurrences: 4 };
    const { body } = await control.client.post('/alert-rules/dry-run', { event, rules });
    expect(body.items).toMatchObject([
      { ruleId: null, name: 'Draft', acts: true },
      { ruleId: null, name: 'Many', acts: false, because: 'seen at least 5 times: no, it was seen 4 times' },
    ]);
    expect(body.result).toEqual({ suppress: true });
  });

  it('reads the latest occurrence of an incident, its body as it was written', async () => {
    owner = await fakeOwner(control.broker, {
      'incidents.rule-event': {
        source: 'webhook',
        lineId: null,
        integrationId: 'int_1',
        title: 'Disk full',
        body: '{"id":9007199254740993}',
        priority: null,
        severity: null,
        caller: null,
        at: '2026-01-05T09:00:00.000Z',
        occurrences: 3,
        occurredAt: [Date.parse('2026-01-05T08:50:00.000Z'), Date.parse('2026-01-05T09:00:00.000Z')],
      },
    });
    const all = [
      { field: 'body.id', op: 'equals', value: '9007199254740993' },
      { field: 'occurrences', op: 'at_least', value: { count: 2, withinMinutes: 5 } },
    ];
    const { body } = await control.client.post('/alert-rules/dry-run', {
      incidentId: 'inc_1',
      rules: [{ name: 'Id', when: { all } }],
    });
    expect(body.items[0]).toMatchObject({
      acts: false,
      because: 'body.id is “9007199254740993”: yes; seen at least 2 times within 5 min: no, it was seen once',
    });
  });

  it.each([
    [{}],
    [{ event: { title: 'x' }, incidentId: 'inc_1' }],
    [{ event: { title: 'x' }, rules: [{ when: titled('(', 'matches') }] }],
  ])('refuses %j', async (body) => {
    expect((await control.client.post('/alert-rules/dry-run', body)).status).toBe(400);
  });
});
