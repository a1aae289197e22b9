import { DomainError } from '@ringdown/kernel';
import { eventually } from '@ringdown/testkit';
import { FakeServer } from '../testing/fake-server.js';
import { refuses, SlackWorld } from '../testing/slack-world.js';

let world: SlackWorld;
beforeAll(async () => (world = await SlackWorld.start()));
afterAll(() => world.stop());
beforeEach(() => world.reset());

const priya = { type: 'user', id: 'user_priya', name: 'Priya S.' };
const incident = (fields: object = {}) => ({
  id: 'inc_1',
  number: 142,
  title: 'Disk <full>',
  status: 'triggered',
  priority: 'p2',
  severity: null,
  openedAt: '2026-01-05T02:00:00.000Z',
  timeline: [
    { at: '2026-01-05T02:00:00.000Z', type: 'opened', actor: 'A', text: 'Opened' },
    { at: '2026-01-05T02:01:00.000Z', type: 'note', actor: 'A', text: 'Looks bad' },
  ],
  details: { disk: 'sda' },
  ...fields,
});
const call = (fields: object = {}) => ({
  id: 'call_1',
  lineId: 'line_1',
  lineName: 'On-call hotline',
  caller: { number: '+14156040016', name: null, contactId: null, address: null, verification: null },
  steps: [{ at: '2026-01-05T02:00:00.000Z', text: 'Priya S. did not answer' }],
  status: 'ended',
  outcome: 'missed',
  duration: 12,
  receiver: null,
  recording: null,
  voicemail: { url: 'u', seconds: 4, transcript: 'please call back' },
  notes: '',
  ...fields,
});

describe('a request', () => {
  it.each([
    ['by another secret', { secret: 'another' }],
    ['six minutes old', { ageSeconds: 360 }],
    ['with a body that was changed', { body: 'payload=%7B%7D' }],
  ])('%s is refused, and nothing happens', async (_how, sent) => {
    const { status, text } = await world.press('acknowledge', 'inc_1', 'UPRIYA', sent);
    expect(status).toBe(401);
    expect(text).toMatch(/detail/);
    expect([world.asked, world.slack.received]).toEqual([[], []]);
  });

  it('without a signature is refused, but for a test of the certificate, which does nothing', async () => {
    const send = (payload: string) =>
      world.app.inject({
        method: 'POST',
        url: '/slack/commands',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      });
    expect((await send('text=declare+x&user_id=UPRIYA')).statusCode).toBe(401);
    expect((await send('ssl_check=1&token=x&text=declare+x&user_id=UPRIYA')).statusCode).toBe(200);
    expect(world.asked).toEqual([]);
  });

  it.each([{ type: 'shortcut' }, { type: 'block_actions' }, { type: 'view_submission', user: { id: 'U' }, view: {} }])(
    'that is not known is answered 200: %j',
    async (payload) => {
      expect(await world.interact(payload)).toEqual({ status: 200, text: '' });
    },
  );

  it('by an unknown button or a link does nothing', async () => {
    expect((await world.press('open')).status).toBe(200);
    expect((await world.press('explode')).status).toBe(200);
    expect(world.asked).toEqual([]);
  });
});

describe('a button', () => {
  it.each(['acknowledge', 'unacknowledge', 'resolve', 'escalate'])('acts: %s', async (verb) => {
    world.answers = { [`incidents.${verb}`]: () => incident() };
    expect(await world.press(verb)).toEqual({ status: 200, text: '' });
    expect(world.done).toEqual([
      { subject: `incidents.${verb}`, data: { id: 'inc_1', by: priya, because: 'in Slack' } },
    ]);
    // the message shows it by itself
    expect(world.told).toEqual([]);
  });

  it('tells only whoever pressed it why nothing was done', async () => {
    world.answers = { 'incidents.resolve': refuses(new DomainError('conflict', 'It is resolved already.')) };
    await world.press('resolve');
    expect(world.told).toEqual(['It is resolved already.']);
  });

  it.each([
    ['a viewer', 'UVERA', /your role is viewer/],
    ['whom we do not know', 'UNOBODY', /no user there has nobody@example.com. Ask an admin of Ringdown/],
    ['of another organization with the address of an admin', 'UFORGED', /not known in Ringdown/],
    ['whom Slack does not know', 'UGONE', /not known in Ringdown/],
  ])('does nothing for somebody %s, and tells them how it would', async (_who, slackUserId, words) => {
    await world.press('acknowledge', 'inc_1', slackUserId);
    expect(world.asked).toEqual([]);
    expect(world.told).toEqual([expect.stringMatching(words)]);
  });

  it('is answered in time by whoever takes long, and told then', async () => {
    let finish = (): void => undefined;
    const held = new Promise<never>((_resolve, reject) => {
      finish = () => reject(new DomainError('conflict', 'It is resolved already.'));
    });
    world.answers = { 'incidents.resolve': () => held };
    const begun = performance.now();
    expect((await world.press('resolve')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(world.told).toEqual([]);
    finish();
    await eventually(() => world.told.length === 1);
  });

  it('is told by a message of the bot where the response_url is not Slack’s', async () => {
    world.answers = { 'incidents.resolve': refuses(new DomainError('conflict', 'It is resolved already.')) };
    const actions = [{ action_id: 'resolve', value: 'inc_1' }];
    const of = { type: 'block_actions', user: { id: 'UPRIYA' }, trigger_id: '1', channel: { id: 'C1' }, actions };
    const canary = await FakeServer.start();
    const elsewhere = [`${canary.origin}/x`, 'https://hooks.slack.com.invalid/x', 'http://hooks.slack.com/x'];
    for (const response_url of elsewhere) await world.interact({ ...of, response_url });
    expect(canary.received).toEqual([]);
    await canary.stop();
    expect(world.told).toEqual([]);
    expect(world.calls('chat.postEphemeral').map(({ body }) => body['text'])).toEqual(
      Array.from({ length: 3 }, () => 'It is resolved already.'),
    );
  });

  it('shows the details of an incident to whoever asks, a viewer too: the newest first, and what was sent', async () => {
    world.answers = { 'incidents.get': () => incident() };
    await world.press('show-details', 'inc_1', 'UVERA');
    const body = world.slack.received.find(({ path }) => path.startsWith('/actions/'))?.body ?? {};
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(String(body['text'])).toMatch(/#142 Disk &lt;full&gt;\ntriggered, p2, opened [^]*Looks bad\n[^]*Opened\n/);
    expect(JSON.stringify(body['blocks'])).toContain('\\"disk\\": \\"sda\\"');
  });

  it('shows the steps of a call, and what came of it', async () => {
    world.answers = { 'calls.get': () => call() };
    await world.press('show-details', 'call_1');
    expect(world.told[0]).toMatch(/call from \+14156040016\n[^]*did not answer\nOutcome: missed\nDuration: 12 s\n/);
    expect(JSON.stringify(world.slack.received.at(-1)?.body['blocks'])).toContain('please call back');
  });

  it('blocks a caller', async () => {
    world.answers = {
      'calls.get': () => call(),
      'configuration.block-caller': () => ({ id: 'contact_1', name: '+14156040016' }),
    };
    await world.press('block-caller', 'call_1', 'UADMIN');
    expect(world.done).toMatchObject([{ data: { userId: 'user_admin', phone: '+14156040016', name: null } }]);
    expect(world.told).toEqual([expect.stringContaining('is blocked')]);
  });
});

describe('a form', () => {
  it('adds a note, once, however often it comes', async () => {
    world.answers = { 'incidents.note': () => incident() };
    await world.press('add-note');
    const form = world.formOf({ note: 'it is the disk' });
    const answers = [await world.interact(form), await world.interact(form)];
    expect(answers).toEqual([
      { status: 200, text: '' },
      { status: 200, text: '' },
    ]);
    expect(world.done).toEqual([
      {
        subject: 'incidents.note',
        data: { id: 'inc_1', by: priya, because: 'in Slack', note: { text: 'it is the disk' } },
      },
    ]);
  });

  it('opens an incident for a call, under the integration that was chosen, and confirms it once', async () => {
    world.answers = {
      'calls.get': () => call(),
      'configuration.open-for-call': () => ({ id: 'inc_7', number: 7 }),
    };
    await world.press('create-incident', 'call_1');
    const view = JSON.parse(String(world.calls('views.open')[0]?.body['view'])) as { blocks: { element: object }[] };
    expect(view.blocks[1]?.element).toMatchObject({ initial_option: { value: 'int_a' } });
    const form = world.formOf({ title: '', integrationId: 'int_b', priority: 'p1', severity: null });
    await world.interact(form);
    await world.interact(form);
    expect(world.done).toEqual([
      {
        subject: 'configuration.open-for-call',
        data: { userId: 'user_priya', callId: 'call_1', chosen: { integrationId: 'int_b', priority: 'p1' } },
      },
    ]);
    await eventually(() => world.told.length > 0);
    expect(world.told).toEqual(['#7 (https://ringdown.example.com/incidents/inc_7) is opened for this call.']);
  });

  it('shows what is wrong at the field, and is taken when it is right', async () => {
    world.answers = {
      'incidents.list': () => ({ items: [incident()], nextCursor: null }),
      'incidents.brief': ({ numbers }) => ({ items: (numbers as number[])[0] === 142 ? [incident()] : [] }),
      'configuration.link-call': () => ({ id: 'inc_1', number: 142 }),
    };
    await world.press('link-incident', 'call_1');
    const send = async (values: Readonly<Record<string, string | null>>) =>
      JSON.parse((await world.interact(world.formOf(values))).text || 'null') as unknown;
    const errors = (number: string) => ({ response_action: 'errors', errors: { number } });
    expect(await send({ incidentId: null, number: 'abc' })).toEqual(errors('Enter a number, such as 142.'));
    expect(await send({ incidentId: null, number: '9' })).toEqual(errors('There is no incident #9.'));
    expect(await send({ incidentId: null, number: null })).toEqual(errors('Choose an incident, or enter its number.'));
    expect(await send({ incidentId: null, number: '#142' })).toBeNull();
    expect(world.done).toMatchObject([{ data: { userId: 'user_priya', callId: 'call_1', incidentId: 'inc_1' } }]);
  });

  it('says at the field what control refuses', async () => {
    world.answers = {
      'calls.get': () => call(),
      'configuration.save-contact': refuses(
        new DomainError('forbidden', 'This needs the role admin; yours is responder.'),
      ),
    };
    await world.press('save-caller', 'call_1');
    expect(JSON.parse((await world.interact(world.formOf({ name: 'Ada' }))).text)).toEqual({
      response_action: 'errors',
      errors: { name: 'This needs the role admin; yours is responder.' },
    });
  });
});

describe('/ringdown', () => {
  const say = async (...given: Parameters<SlackWorld['command']>) => {
    const { status, text } = await world.command(...given);
    expect(status).toBe(200);
    const answer = JSON.parse(text) as { response_type: string; text: string };
    expect(answer.response_type).toBe('ephemeral');
    return answer.text;
  };

  it('alone tells what there is, to everybody', async () => {
    expect(await say('')).toContain('declare &lt;title&gt; opens an incident');
    expect(await say('help', 'UNOBODY')).toMatch(/who \[schedule\][^]*Ask an admin of Ringdown/);
    expect(await say('who', 'UNOBODY')).not.toContain('Priya');
  });

  it('tells who is on call', async () => {
    const ledger =
      'Ledger rota: Priya S. is on call until 2026-01-12 00:00 UTC. Next: Adam A., from 2026-01-12 00:00 UTC.';
    // other tests have schedules of their own on the same NATS
    const all = (await say('who', 'UVERA')).split('\n');
    expect(all).toEqual(expect.arrayContaining(['Archive rota: nobody is on call. Nobody comes next.', ledger]));
    expect(await say('who ledg')).toBe(ledger);
    expect(await say('who rota')).toMatch(/^Which schedule\? Archive rota, Ledger rota/);
    expect(await say('who knows')).toMatch(/^There is no schedule “knows”/);
  });

  it('declares an incident once, however often the request comes, and answers the same', async () => {
    world.answers = { 'incidents.open': () => incident({ id: 'inc_7', number: 7 }) };
    const trigger = world.aTrigger();
    const answers = [
      await say('declare <!here> down', 'UPRIYA', trigger),
      await say('declare <!here> down', 'UPRIYA', trigger),
    ];
    const answer = '#7 (https://ringdown.example.com/incidents/inc_7) is opened: @here down';
    expect(answers).toEqual([answer, answer]);
    expect(world.done).toEqual([
      { subject: 'incidents.open', data: { title: '@here down', integrationId: 'int_a', by: priya } },
    ]);
    await say('declare <!here> down');
    expect(world.done).toHaveLength(2);
  });

  it('declares nothing for a viewer', async () => {
    expect(await say('declare x', 'UVERA')).toMatch(/your role is viewer/);
    expect(world.asked).toEqual([]);
  });

  it('acts by number, and without one on the only one that is open', async () => {
    const open = { items: [incident()], nextCursor: null };
    world.answers = {
      'incidents.brief': ({ numbers }) => ({ items: (numbers as number[])[0] === 142 ? [incident()] : [] }),
      'incidents.list': () => open,
      'incidents.acknowledge': () => incident(),
      'incidents.escalate': refuses(new DomainError('conflict', 'Nobody is to be notified.')),
    };
    const named = '#142 (https://ringdown.example.com/incidents/inc_1)';
    expect(await say('ack 142')).toBe(`${named} is acknowledged.`);
    expect(await say('ack')).toBe(`${named} is acknowledged.`);
    expect(await say('escalate 142')).toBe(`${named}: Nobody is to be notified.`);
    expect(await say('resolve 9')).toBe('There is no incident #9.');
    open.items.push(incident({ id: 'inc_2', number: 143 }));
    expect(await say('ack')).toMatch(/^Which one\? #142, #143/);
  });

  it('puts somebody on call', async () => {
    world.answers = {
      'configuration.add-override': ({ scheduleId }) => ({ scheduleId, scheduleName: 'Ledger rota' }),
    };
    // without a name: the one by which Priya is on call
    expect(await say('override <@UADMIN|adam> 1h30m')).toBe(
      'Adam A. is on call for Ledger rota until 2026-01-05 04:30 UTC.',
    );
    expect(world.done).toEqual([
      {
        subject: 'configuration.add-override',
        data: {
          userId: 'user_priya',
          scheduleId: 'sched_backend',
          onCallUserId: 'user_admin',
          startsAt: '2026-01-05T03:00:00.000Z',
          endsAt: '2026-01-05T04:30:00.000Z',
        },
      },
    ]);
    expect(await say('override me 2h', 'UADMIN')).toMatch(/^Which schedule\?/);
    expect(await say('override <@UNOBODY> 2h data')).toMatch(/not known in Ringdown: no user there has nobody@/);
    expect(world.done).toHaveLength(1);
  });
});
