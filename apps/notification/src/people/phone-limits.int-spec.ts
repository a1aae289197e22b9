import { aUser } from '../testing/people-configuration.js';
import { PeopleWorld } from '../testing/people-world.js';

let world: PeopleWorld;

beforeAll(async () => {
  world = await PeopleWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe('cost and abuse', () => {
  it('has a limit of texts a person, over which the next kind goes on', async () => {
    world.priya({
      notify: [
        { type: 'sms', delayMinutes: 0 },
        { type: 'push', delayMinutes: 30 },
      ],
    });
    world.limits = { textsPerPerson: 2, callsPerPerson: 2, texts: 100, calls: 100 };
    for (let i = 0; i < 3; i++) {
      await world.escalates(['user_priya']);
      await world.pass(0);
    }
    await world.pass(1);
    expect(world.texts()).toHaveLength(2);
    expect(world.pushes()).toHaveLength(1);
    expect(await world.told()).toContain(
      'SMS to Priya S. failed: Priya S. has had 2 texts within an hour, the limit of the settings',
    );
    await world.pass(3601);
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.texts()).toHaveLength(3);
  });

  const admins = () => {
    for (const [id, fields] of Object.entries({ user_ada: { pushUrl: world.pushUrl }, user_bob: {}, user_priya: {} }))
      world.users.set(id, aUser(id, { role: id === 'user_priya' ? 'responder' : 'admin', ...fields }));
  };
  const noticed = () => ({
    pushes: world.pushes().map(({ body }) => body['title']),
    mails: world.mailServer.mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim()),
  });

  it('tells each admin once of a limit that is reached, by push or by e-mail, and again after an hour', async () => {
    admins();
    world.priya({ pushUrl: null, notify: [{ type: 'sms', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 2, callsPerPerson: 2, texts: 100, calls: 100 };
    const storm = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await world.escalates(['user_priya']);
        await world.pass(0);
      }
      await world.pass(1);
    };
    await storm(2);
    expect(noticed()).toEqual({ pushes: [], mails: [] });
    await storm(5);
    const title = 'No more texts to Priya S. for now';
    const ofAdmins = () => noticed().mails.filter((subject) => subject?.includes('No more'));
    expect(noticed().pushes).toEqual([title]);
    expect(ofAdmins()).toEqual([`[Ringdown] ${title}`]);
    expect(world.mailServer.mails.find((mail) => mail.includes(title))).toContain('To: user_bob@example.com');
    expect(world.calls()).toEqual([]);
    world.clock.advance(30 * 60_000);
    await storm(3);
    expect(noticed().pushes).toHaveLength(1);
    world.clock.advance(31 * 60_000);
    await storm(3);
    expect(noticed().pushes).toHaveLength(2);
    expect(ofAdmins()).toHaveLength(2);
  });

  it('tells of a limit once by two processes, and of the one of all apart from that of a person', async () => {
    admins();
    world.priya({ pushUrl: null, notify: [{ type: 'voice', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 9, callsPerPerson: 1, texts: 9, calls: 9 };
    await world.escalates(['user_priya']);
    await world.pass(0);
    await Promise.all(Array.from({ length: 4 }, () => world.escalates(['user_priya'])));
    const another = world.parts.newNotifier();
    world.clock.advance(1000);
    await Promise.all([another.due.sweep(), world.parts.due.sweep()]);
    await world.pass(0);
    expect(noticed().pushes).toEqual(['No more calls to Priya S. for now']);
    world.limits = { ...world.limits, callsPerPerson: 9, calls: 1 };
    await world.escalates(['user_priya']);
    for (let i = 0; i < 2; i++) await world.pass(i);
    expect(noticed().pushes).toEqual([
      'No more calls to Priya S. for now',
      'No more calls to all people together for now',
    ]);
  });

  it('tells nobody that none at all are sent where that was chosen', async () => {
    admins();
    world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 9, callsPerPerson: 9, texts: 9, calls: 0 };
    await world.escalates(['user_priya']);
    for (let i = 0; i < 2; i++) await world.pass(i);
    expect(noticed().pushes).toEqual([]);
  });

  it('has a limit of calls of all', async () => {
    world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 9, callsPerPerson: 9, texts: 9, calls: 0 };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.calls()).toHaveLength(0);
    expect(await world.states()).toEqual(['voice failed', 'email waiting']);
  });

  it('sends no texts to who has answered STOP, until they write START', async () => {
    world.priya({ pushUrl: null });
    const text = (id: string, said: string) =>
      world.parts.texts.answer(
        {
          providerMessageId: id,
          from: '+14155550101',
          to: '+12245550123',
          text: said,
          optOut: null,
        },
        world.clock.now(),
      );
    expect(await text('SM_a', 'STOP')).toBeNull();
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.texts()).toHaveLength(0);
    expect(world.calls()).toHaveLength(1);
    expect(await text('SM_b', 'START')).toBeNull();
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.texts()).toHaveLength(1);
  });
});

describe('a text that could not be taken', () => {
  it('is taken when the provider sends it again, and once only', async () => {
    world.priya({ pushUrl: null });
    const stop = () =>
      world.parts.texts.answer(
        { providerMessageId: 'SM_a', from: '+14155550101', to: '+12245550123', text: 'STOP', optOut: null },
        world.clock.now(),
      );
    await world.database.query('alter table refused_phone rename to elsewhere');
    await expect(stop()).rejects.toThrow('refused_phone');
    await world.database.query('alter table elsewhere rename to refused_phone');
    await stop();
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.texts()).toHaveLength(0);
  });
});

it('remembers for a week which texts it has taken', async () => {
  world.priya();
  const ack = (id: string) =>
    world.parts.texts.answer(
      { providerMessageId: id, from: '+14155550101', to: '+12245550123', text: 'hello', optOut: null },
      world.clock.now(),
    );
  await ack('SM_old');
  world.clock.advance(6 * 24 * 3_600_000);
  await ack('SM_new');
  world.clock.advance(25 * 3_600_000);
  await world.parts.phones.forgetTexts();
  expect(await world.database.query('select provider_id from incoming_text')).toEqual([{ provider_id: 'SM_new' }]);
  expect(await ack('SM_new')).toBeNull();
});

describe('a person who talks in a call of ours', () => {
  const talks = (subject: 'answered' | 'completed') =>
    world.database.transaction((tx) =>
      world.parts.followTalks.follow(tx, [
        {
          subject: `call.${subject}.v1`,
          data: { callId: 'call_1', receiver: { id: 'user_priya' }, answeredAt: world.clock.now().toISOString() },
          envelope: { id: 'evt', occurredAt: '', sequence: 1, correlationId: '' },
        } as never,
      ]),
    );

  it('is called only after it, and gets texts all the while', async () => {
    world.priya({
      notify: [
        { type: 'sms', delayMinutes: 0 },
        { type: 'voice', delayMinutes: 0 },
      ],
    });
    await talks('answered');
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect([world.texts().length, world.calls().length]).toEqual([1, 0]);
    await world.pass(60);
    expect(world.calls()).toHaveLength(0);
    await talks('completed');
    await world.pass(6);
    expect(world.calls()).toHaveLength(1);
  });

  it('is called all the same after ten minutes', async () => {
    world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    await talks('answered');
    await world.escalates(['user_priya']);
    for (let i = 0; i < 3; i++) await world.pass(5);
    expect(world.calls()).toHaveLength(0);
    await world.pass(600);
    expect(world.calls()).toHaveLength(1);
  });
});
