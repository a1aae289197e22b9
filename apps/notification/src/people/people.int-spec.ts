import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { aUser } from '../testing/people-configuration.js';
import { PeopleWorld } from '../testing/people-world.js';

let world: PeopleWorld;
let mails: string[];
let mailServer: SMTPServer;
/** What the mail server answers to a message; null: it takes it. */
let mailRefusal: { readonly code: number; readonly text: string } | null = null;

beforeAll(async () => {
  mails = [];
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mailRefusal) return done(Object.assign(new Error(mailRefusal.text), { responseCode: mailRefusal.code }));
        mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  mailServer.listen(0, '127.0.0.1');
  await once(mailServer.server, 'listening');
  const { port } = mailServer.server.address() as AddressInfo;
  world = await PeopleWorld.start({ smtpUrl: `smtp://127.0.0.1:${port}` });
});
afterAll(async () => {
  await world.stop();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
});
beforeEach(async () => {
  await world.reset();
  mails.length = 0;
  mailRefusal = null;
});

const push = () => `${world.provider.origin}/priya-oncall`;
const rules = [
  { type: 'sms', delayMinutes: 0 },
  { type: 'push', delayMinutes: 0 },
  { type: 'voice', delayMinutes: 5 },
] as const;
const priya = (fields: Parameters<typeof aUser>[1] = {}) =>
  world.users.set('user_priya', aUser('user_priya', { notify: [...rules], pushUrl: push(), ...fields }));
const incidentUrl = /^https:\/\/ringdown\.example\.com\/act\/[\w.-]+$/;

describe('a step of an incident', () => {
  it('notifies a person by their rules, each after its delay', async () => {
    priya();
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.texts().map(({ body }) => body)).toMatchObject([
      {
        From: '+12245550123',
        To: '+14155550101',
        Body: '#12 sev2 p1 Checkout is down (Prometheus). Reply ACK 12, RES 12 or ESC 12',
        StatusCallback: expect.stringMatching(
          /^https:\/\/ringdown\.example\.com\/telephony\/twilio\/acct_1\/texts\/ntf_\w+\/status$/,
        ) as unknown,
      },
    ]);
    expect(world.pushes().map(({ body }) => body)).toMatchObject([
      {
        topic: 'priya-oncall',
        title: '#12 sev2 p1',
        message: 'Checkout is down (Prometheus)',
        priority: 5,
        click: 'https://ringdown.example.com/incidents/inc_1',
        actions: [
          { action: 'http', label: 'Acknowledge', method: 'POST', url: expect.stringMatching(incidentUrl) as unknown },
        ],
      },
    ]);
    expect(await world.states()).toEqual(['sms sent', 'push sent', 'voice waiting']);
    await world.pass(299);
    expect(world.calls()).toHaveLength(0);
    await world.pass(1);
    expect(world.calls().map(({ body }) => body['To'])).toEqual(['+14155550101']);
    expect(await world.told()).toEqual([
      'SMS to Priya S. was sent',
      'Push message to Priya S. was sent',
      'Priya S. is called',
    ]);
  });

  it('notifies nobody twice where its event comes twice, nor by two workers', async () => {
    priya();
    const event = world.escalated(['user_priya']);
    await world.follow([event, event]);
    await world.follow([event]);
    const [id = ''] = await world.ids('sms');
    await Promise.all(Array.from({ length: 6 }, () => world.parts.notifier.notify(id)));
    await world.pass(0);
    expect(world.texts()).toHaveLength(1);
  });

  it('cancels what waits once somebody acknowledges it', async () => {
    priya();
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.moved('acknowledged');
    await world.pass(3600);
    expect(await world.states()).toEqual(['sms sent', 'push sent', 'voice cancelled']);
    expect(world.calls()).toHaveLength(0);
  });

  it('keeps the order of a backlog: what was acknowledged in it is told to nobody', async () => {
    priya();
    const escalated = world.escalated(['user_priya']);
    const { at, by, ...incident } = escalated.data;
    const acknowledged = {
      subject: 'incident.acknowledged.v1',
      data: { ...incident, status: 'acknowledged', at, by },
      envelope: escalated.envelope,
    } as const;
    await world.follow([escalated, acknowledged]);
    await world.pass(3600);
    expect(world.provider.received).toEqual([]);
  });

  it('reaches who has no usable rule by e-mail, in a thread of the incident, with links that act', async () => {
    priya({ phone: null, pushUrl: null });
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['sms failed', 'push failed', 'voice failed', 'email sent']);
    const [mail = ''] = mails;
    expect(mail).toContain('To: user_priya@example.com');
    expect(mail).toContain('Subject: [Ringdown #12] Checkout is down');
    expect(mail).toContain('References: <inc_1@ringdown.example.com>');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail.replaceAll('=\r\n', '')).toMatch(/Acknowledge: https:\/\/ringdown\.example\.com\/act\//);
  });
});

describe('who is made a responder', () => {
  it('is notified by their rules, and told that they were added', async () => {
    priya();
    await world.addsResponders(['user_priya']);
    await world.pass(0);
    expect(world.texts().map(({ body }) => body['Body'])).toEqual([
      'You were added to #12 sev2 p1 Checkout is down (Prometheus). Reply ACK 12, RES 12 or ESC 12',
    ]);
    expect(world.pushes().map(({ body }) => [body['title'], body['actions']])).toEqual([
      ['You were added to #12 sev2 p1', [expect.objectContaining({ label: 'Acknowledge' })]],
    ]);
    expect(await world.states()).toEqual(['sms sent', 'push sent', 'voice waiting']);
    expect((await world.told()).sort()).toEqual(['Push message to Priya S. was sent', 'SMS to Priya S. was sent']);
    await world.pass(300);
    expect(world.calls()).toHaveLength(1);
  });

  it('is told by whom in an e-mail', async () => {
    priya({ notify: [{ type: 'email', delayMinutes: 0 }] });
    await world.addsResponders(['user_priya']);
    await world.pass(0);
    const [mail = ''] = mails;
    expect(mail).toContain('Subject: [Ringdown #12] Checkout is down');
    expect(mail).toContain('You were added to #12: Checkout is down');
    expect(mail).toContain('Why you: made a responder by Sam T.');
  });

  it('hears no more once it is acknowledged, and of its end', async () => {
    priya();
    await world.addsResponders(['user_priya']);
    await world.pass(0);
    await world.moved('acknowledged');
    await world.pass(3600);
    expect(await world.states()).toEqual(['sms sent', 'push sent', 'voice cancelled']);
    await world.moved('resolved');
    await world.pass(0);
    expect(world.texts().map(({ body }) => body['Body'])).toContain(
      '#12 Checkout is down (Prometheus): resolved by Sam T.',
    );
  });

  it('is told in the first ways only of what somebody looks after, and by e-mail where those fail', async () => {
    priya({ pushUrl: null, notify: rules.filter(({ type }) => type !== 'push') });
    await world.addsResponders(['user_priya'], { status: 'acknowledged' });
    await world.pass(0);
    expect(await world.states()).toEqual(['sms sent']);
    const [sms = ''] = await world.ids('sms');
    await world.parts.outcomes.apply(sms, { report: 'failed', detail: null });
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed', 'email sent']);
  });

  it('answers for the only open incident without its number', async () => {
    priya();
    await world.addsResponders(['user_priya']);
    await world.pass(0);
    world.answer = (subject) =>
      subject === 'incidents.brief' ? { items: [{ id: 'inc_1', number: 12, title: '', status: 'triggered' }] } : {};
    const text = { providerMessageId: 'SM_a', from: '+14155550101', to: '+12245550123', text: 'ack', optOut: null };
    expect(await world.parts.texts.answer(text, world.clock.now())).toBe(
      '#12 is acknowledged. Reply RES 12 once it is resolved.',
    );
    expect(world.asked.map(({ data }) => data['ids'] ?? data['id'])).toEqual([['inc_1'], 'inc_1']);
  });
});

describe('what does not arrive', () => {
  it('makes way for the next kind at once, also after the provider had taken it', async () => {
    priya({ pushUrl: null });
    await world.escalates(['user_priya']);
    await world.pass(0);
    const [sms = ''] = await world.ids('sms');
    await world.parts.outcomes.apply(sms, {
      report: 'failed',
      detail: 'The handset cannot be reached.',
      category: 'unreachable',
    });
    await world.pass(0);
    expect(world.calls()).toHaveLength(1);
    expect(await world.states()).toEqual(['sms failed', 'push failed', 'voice sent']);
    expect(await world.told()).toContain('SMS to Priya S. failed: The handset cannot be reached.');
  });

  it('makes way for nothing once somebody has acknowledged the incident', async () => {
    priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.moved('acknowledged');
    const [sms = ''] = await world.ids('sms');
    await world.parts.outcomes.apply(sms, { report: 'failed', detail: null });
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed']);
    expect(mails).toHaveLength(0);
  });

  it('ends in an e-mail where nothing else is left', async () => {
    priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    world.provider.answers(({ path }) =>
      path.endsWith('/Messages.json') ? { status: 400, body: { code: 21211, message: 'Invalid To' } } : null,
    );
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed', 'email sent']);
    expect(mails).toHaveLength(1);
  });

  it('is tried three times where the provider cannot be reached, and then by the next kind', async () => {
    priya({ pushUrl: null });
    world.provider.answers(({ path }) =>
      path.endsWith('/Messages.json') ? { status: 503, body: { message: 'try later' } } : null,
    );
    await world.escalates(['user_priya']);
    for (const seconds of [0, 5, 5, 1]) await world.pass(seconds);
    expect(world.texts()).toHaveLength(3);
    expect(world.calls()).toHaveLength(1);
  });

  it('is told once however often, and in whatever order, that is reported', async () => {
    priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    await world.pass(0);
    const [sms = ''] = await world.ids('sms');
    for (const report of ['delivered', 'sent', 'delivered', 'failed'] as const)
      await world.parts.outcomes.apply(sms, { report, detail: null });
    expect(await world.states()).toEqual(['sms delivered']);
    expect(await world.told()).toEqual(['SMS to Priya S. was sent', 'SMS to Priya S. arrived']);
  });

  it('does not go out again where the process died after it was sent, and the provider says so', async () => {
    priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    const [sms = ''] = await world.ids('sms');
    // claimed, sent, and killed before that was recorded
    await world.parts.notifications.claim(sms, world.clock.now());
    await world.parts.outcomes.apply(sms, { report: 'sent', detail: null, providerId: 'SM1' });
    await world.pass(60);
    expect(world.texts()).toHaveLength(0);
    expect(await world.states()).toEqual(['sms sent']);
  });

  it('does not go out again where the person hears it already', async () => {
    priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    const [call = ''] = await world.ids('voice');
    await world.parts.notifications.claim(call, world.clock.now());
    await world.parts.calls.prompt(call);
    await world.pass(60);
    expect(world.calls()).toHaveLength(0);
    expect(await world.states()).toEqual(['voice sent']);
  });

  it('is not written again where the process died while the provider took the text', async () => {
    priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    const [sms = ''] = await world.ids('sms');
    await world.parts.notifications.claim(sms, world.clock.now());
    const body = '#12 sev2 p1 Checkout is down (Prometheus). Reply ACK 12, RES 12 or ESC 12';
    const taken = { sid: 'SM1', status: 'queued', body, date_created: world.clock.now().toUTCString() };
    world.provider.answers(({ path }) =>
      path.includes('/Messages.json?') ? { status: 200, body: { messages: [taken] } } : null,
    );
    const another = world.parts.newNotifier();
    world.clock.advance(3000);
    await another.due.sweep();
    world.clock.advance(1300);
    await another.due.sweep();
    expect(world.texts()).toEqual([]);
    expect(await world.states()).toEqual(['sms sent']);
  });

  describe('where the process died while the provider placed the call', () => {
    const ringing = (sid: string, more: object = {}) => ({
      status: 200,
      body: {
        calls: [
          {
            sid,
            from: '+12245550123',
            to: '+14155550101',
            status: 'ringing',
            direction: 'outbound-api',
            date_created: world.clock.now().toUTCString(),
            ...more,
          },
        ],
      },
    });
    const isSearch = ({ path }: { path: string }) => path.includes('/Calls.json?');
    /** Claimed by a process that has died; another one finds it. */
    const diesWhileCalling = async () => {
      priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
      await world.escalates(['user_priya']);
      const call = (await world.ids('voice')).at(-1) ?? '';
      await world.parts.notifications.claim(call, world.clock.now());
      return call;
    };
    const anotherGoesOn = async () => {
      const another = world.parts.newNotifier();
      world.clock.advance(3000);
      await another.due.sweep();
      world.clock.advance(1300);
      await another.due.sweep();
    };

    it('does not ring a phone again that rings', async () => {
      await diesWhileCalling();
      world.provider.answers((request) => (isSearch(request) ? ringing('CA1') : null));
      await anotherGoesOn();
      expect(world.calls()).toEqual([]);
      expect(await world.states()).toEqual(['voice sent']);
      expect(await world.told()).toEqual(['Priya S. is called']);
    });

    it.each([
      ['no call rings', () => ({ status: 200, body: { calls: [] } })],
      ['the call is over', () => ringing('CA1', { status: 'completed' })],
      ['the provider cannot be asked', () => ({ status: 503, body: {} })],
    ])('rings where %s', async (_, answer) => {
      await diesWhileCalling();
      world.provider.answers((request) => (isSearch(request) ? answer() : null));
      await anotherGoesOn();
      expect(world.calls()).toHaveLength(1);
      expect(await world.states()).toEqual(['voice sent']);
    });

    it('rings where the call that rings is another notification’s', async () => {
      priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
      await world.escalates(['user_priya']);
      await world.pass(0);
      const [row] = await world.database.query<{ provider_id: string }>('select provider_id from person_notification');
      await diesWhileCalling();
      world.provider.answers((request) => (isSearch(request) ? ringing(row?.provider_id ?? '') : null));
      await anotherGoesOn();
      expect(world.calls()).toHaveLength(2);
    });

    it('rings for both where it may be the call of either', async () => {
      await diesWhileCalling();
      await diesWhileCalling();
      world.provider.answers((request) => (isSearch(request) ? ringing('CA1') : null));
      await anotherGoesOn();
      expect(world.calls()).toHaveLength(2);
    });

    it('does not place again what timed out, and rings', async () => {
      priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
      world.provider.answers(({ path }) => (path.endsWith('/Calls.json') ? { status: 503, body: {} } : null));
      await world.escalates(['user_priya']);
      await world.pass(0);
      world.provider.answers((request) => (isSearch(request) ? ringing('CA1') : null));
      await world.pass(5);
      expect(world.calls()).toHaveLength(1);
      expect(await world.states()).toEqual(['voice sent']);
    });
  });

  it('goes out once more, soon, where the process died before anybody knows whether it was sent', async () => {
    priya({ notify: [{ type: 'push', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    const [push = ''] = await world.ids('push');
    await world.parts.notifications.claim(push, world.clock.now());
    const another = world.parts.newNotifier();
    world.clock.advance(3000);
    // the first look leaves the provider's reports time to come
    await another.due.sweep();
    expect(world.pushes()).toHaveLength(0);
    world.clock.advance(1300);
    await another.due.sweep();
    expect(world.pushes().map(({ body }) => body['sequence_id'])).toEqual([push]);
    expect(await world.states()).toEqual(['push sent']);
  });

  it('is sent by nobody else while the one who sends it lives, however long that takes', async () => {
    priya({ notify: [{ type: 'push', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.escalates(['user_priya']);
    const [, slow = ''] = await world.ids('push');
    const { arrived, goOn } = world.provider.holdsTheNext();
    const sending = world.parts.notifier.notify(slow);
    await arrived;
    const another = world.parts.newNotifier();
    for (let second = 0; second < 10; second++) {
      world.clock.advance(1000);
      await world.parts.notifier.renewLeases();
      await another.due.sweep();
    }
    goOn();
    await sending;
    expect(world.pushes()).toHaveLength(2);
    expect(await world.states()).toEqual(['push sent', 'push sent']);
  });

  it('is no reason to try a mail again that the server has refused for good', async () => {
    priya({ notify: [{ type: 'email', delayMinutes: 0 }] });
    mailRefusal = { code: 550, text: 'no such mailbox' };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['email failed']);
    mailRefusal = { code: 451, text: 'busy' };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['email failed', 'email waiting']);
  });

  it('reaches 300 people by another kind within a look, while the provider takes all and delivers nothing', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `user_${n}`);
    ids.forEach((id, n) =>
      world.users.set(
        id,
        aUser(id, { notify: [...rules], pushUrl: push(), phone: `+1415555${String(n).padStart(4, '0')}` }),
      ),
    );
    await world.escalates(ids);
    await world.database.query(
      `update person_notification set due_at = due_at + interval '1 hour' where type = 'push'`,
    );
    for (let i = 0; i < 2; i++) await world.pass(0);
    const sent = await world.ids('sms');
    await Promise.all(
      sent.map((id) => world.parts.outcomes.apply(id, { report: 'failed', detail: null, category: 'other' })),
    );
    for (let i = 0; i < 2; i++) await world.pass(0);
    expect(world.texts()).toHaveLength(300);
    expect(new Set(world.calls().map(({ body }) => body['To'])).size + world.pushes().length).toBe(300);
  });
});

describe('cost and abuse', () => {
  it('has a limit of texts a person, over which the next kind goes on', async () => {
    priya({
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
    for (const [id, fields] of Object.entries({ user_ada: { pushUrl: push() }, user_bob: {}, user_priya: {} }))
      world.users.set(id, aUser(id, { role: id === 'user_priya' ? 'responder' : 'admin', ...fields }));
  };
  const noticed = () => ({
    pushes: world.pushes().map(({ body }) => body['title']),
    mails: mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim()),
  });

  it('tells each admin once of a limit that is reached, by push or by e-mail, and again after an hour', async () => {
    admins();
    priya({ pushUrl: null, notify: [{ type: 'sms', delayMinutes: 0 }] });
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
    expect(mails.find((mail) => mail.includes(title))).toContain('To: user_bob@example.com');
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
    priya({ pushUrl: null, notify: [{ type: 'voice', delayMinutes: 0 }] });
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
    priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 9, callsPerPerson: 9, texts: 9, calls: 0 };
    await world.escalates(['user_priya']);
    for (let i = 0; i < 2; i++) await world.pass(i);
    expect(noticed().pushes).toEqual([]);
  });

  it('has a limit of calls of all', async () => {
    priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    world.limits = { textsPerPerson: 9, callsPerPerson: 9, texts: 9, calls: 0 };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(world.calls()).toHaveLength(0);
    expect(await world.states()).toEqual(['voice failed', 'email waiting']);
  });

  it('sends no texts to who has answered STOP, until they write START', async () => {
    priya({ pushUrl: null });
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
    priya({ pushUrl: null });
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
  priya();
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
    priya({
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
    priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    await talks('answered');
    await world.escalates(['user_priya']);
    for (let i = 0; i < 3; i++) await world.pass(5);
    expect(world.calls()).toHaveLength(0);
    await world.pass(600);
    expect(world.calls()).toHaveLength(1);
  });
});

describe('the end of an incident', () => {
  it('is told to whoever was told of it, never by a call, and not to the one who resolved it', async () => {
    world.users.set(
      'user_sam',
      aUser('user_sam', { name: 'Sam T.', phone: '+14155550102', notify: [{ type: 'voice', delayMinutes: 0 }] }),
    );
    world.users.set(
      'user_alex',
      aUser('user_alex', { name: 'Alex', phone: '+14155550103', notify: [{ type: 'sms', delayMinutes: 0 }] }),
    );
    priya();
    await world.escalates(['user_priya', 'user_sam', 'user_alex']);
    await world.pass(0);
    world.provider.received.length = 0;
    await world.moved('resolved', {}, { type: 'user', id: 'user_alex', name: 'Alex' } as never);
    await world.pass(0);
    expect(world.texts().map(({ body }) => [body['To'], body['Body']])).toEqual([
      ['+14155550101', '#12 Checkout is down (Prometheus): resolved by Alex'],
    ]);
    expect(world.pushes().map(({ body }) => [body['title'], body['priority'], body['actions']])).toEqual([
      ['#12 resolved by Alex', 3, []],
    ]);
    expect(world.calls()).toHaveLength(0);
    // Sam was only called: the news can wait in the mailbox
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('To: user_sam@example.com');
  });
});

describe('the notice of a shift', () => {
  const due = (type: 'sms' | 'push' | 'email' | 'voice', at = world.clock.now()) => ({
    subject: 'oncall.notice_due.v1' as const,
    data: {
      event_type: 'oncall_shift_start' as const,
      organization: { id: 'organisation', name: 'Ringdown' },
      user: { id: 'user_priya', firstName: 'Priya', lastName: 'S.', email: 'priya@example.com' },
      oncall: {
        id: 'sched_1',
        name: 'Backend',
        url: 'https://ringdown.example.com/on-call',
        shift: { id: 'shift_1', start: at.toISOString(), end: null },
      },
      notice: { type, minutesBefore: 0 },
    },
    envelope: { id: `evt_${type}`, occurredAt: at.toISOString(), sequence: 1, correlationId: 'c' },
  });
  const follow = async (event: ReturnType<typeof due>): Promise<void> => {
    const after = await world.database.transaction((tx) => world.parts.notifyOfShifts.follow(tx, [event]));
    await after();
    await world.pass(0);
  };

  it('comes in the way that the person chose, once, and into no timeline', async () => {
    priya();
    for (const type of ['sms', 'sms', 'push', 'email'] as const) await follow(due(type));
    expect(world.texts().map(({ body }) => body['Body'])).toEqual(['You are on call: Backend, until further notice']);
    expect(world.pushes().map(({ body }) => [body['title'], body['actions']])).toEqual([['You are on call', []]]);
    expect(mails).toHaveLength(1);
    expect(await world.told()).toEqual([]);
  });

  it('is not told hours later', async () => {
    priya();
    await follow(due('sms', new Date(world.clock.now().getTime() - 2 * 3_600_000)));
    expect(world.texts()).toEqual([]);
  });

  it('is spoken, and takes no key', async () => {
    priya();
    await follow(due('voice'));
    const [id = ''] = await world.ids('voice');
    const { say, takesKey } = await world.parts.calls.prompt(id);
    expect([say.parts, takesKey]).toEqual([
      [{ text: 'This is Ringdown. You are on call: Backend, until further notice. Goodbye.' }],
      false,
    ]);
  });
});
