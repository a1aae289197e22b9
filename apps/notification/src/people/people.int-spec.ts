import { aUser } from '../testing/people-configuration.js';
import { PeopleWorld, usualRules } from '../testing/people-world.js';

let world: PeopleWorld;

beforeAll(async () => {
  world = await PeopleWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const incidentUrl = /^https:\/\/ringdown\.example\.com\/act\/[\w.-]+$/;

describe('a step of an incident', () => {
  it('notifies a person by their rules, each after its delay', async () => {
    world.priya();
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
    world.priya();
    const event = world.escalated(['user_priya']);
    await world.follow([event, event]);
    await world.follow([event]);
    const [id = ''] = await world.ids('sms');
    await Promise.all(Array.from({ length: 6 }, () => world.parts.notifier.notify(id)));
    await world.pass(0);
    expect(world.texts()).toHaveLength(1);
  });

  it('cancels what waits once somebody acknowledges it', async () => {
    world.priya();
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.moved('acknowledged');
    await world.pass(3600);
    expect(await world.states()).toEqual(['sms sent', 'push sent', 'voice cancelled']);
    expect(world.calls()).toHaveLength(0);
  });

  it('keeps the order of a backlog: what was acknowledged in it is told to nobody', async () => {
    world.priya();
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
    world.priya({ phone: null, pushUrl: null });
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['sms failed', 'push failed', 'voice failed', 'email sent']);
    const [mail = ''] = world.mailServer.mails;
    expect(mail).toContain('To: user_priya@example.com');
    expect(mail).toContain('Subject: [Ringdown #12] Checkout is down');
    expect(mail).toContain('References: <inc_1@ringdown.example.com>');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toMatch(/^X-Ringdown-Notification: ntf_/m);
    expect(mail.replaceAll('=\r\n', '')).toMatch(/Acknowledge: https:\/\/ringdown\.example\.com\/act\//);
  });
});

describe('who is made a responder', () => {
  it('is notified by their rules, and told that they were added', async () => {
    world.priya();
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
    world.priya({ notify: [{ type: 'email', delayMinutes: 0 }] });
    await world.addsResponders(['user_priya']);
    await world.pass(0);
    const [mail = ''] = world.mailServer.mails;
    expect(mail).toContain('Subject: [Ringdown #12] Checkout is down');
    expect(mail).toContain('You were added to #12: Checkout is down');
    expect(mail).toContain('Why you: made a responder by Sam T.');
  });

  it('hears no more once it is acknowledged, and of its end', async () => {
    world.priya();
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

  it('is called no more once they are removed, but for what a step tells them', async () => {
    world.priya();
    await world.addsResponders(['user_priya']);
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.removesResponders(['user_priya']);
    await world.pass(300);
    expect(await world.states()).toEqual([
      'sms sent',
      'push sent',
      'voice cancelled',
      'sms sent',
      'push sent',
      'voice sent',
    ]);
    const [call] = await world.database.query<{ detail: string }>(
      `select detail from person_notification where type = 'voice' and state = 'cancelled'`,
    );
    expect(call?.detail).toBe('Removed as a responder by Sam T.');
  });

  it('is told in the first ways only of what somebody looks after, and by e-mail where those fail', async () => {
    world.priya({ pushUrl: null, notify: usualRules.filter(({ type }) => type !== 'push') });
    await world.addsResponders(['user_priya'], { status: 'acknowledged' });
    await world.pass(0);
    expect(await world.states()).toEqual(['sms sent']);
    const [sms = ''] = await world.ids('sms');
    await world.parts.outcomes.apply(sms, { report: 'failed', detail: null });
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed', 'email sent']);
  });

  it('answers for the only open incident without its number', async () => {
    world.priya();
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
    world.priya();
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
    expect(world.mailServer.mails).toHaveLength(1);
    expect(world.mailServer.mails[0]).toContain('To: user_sam@example.com');
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
    world.priya();
    for (const type of ['sms', 'sms', 'push', 'email'] as const) await follow(due(type));
    expect(world.texts().map(({ body }) => body['Body'])).toEqual(['You are on call: Backend, until further notice']);
    expect(world.pushes().map(({ body }) => [body['title'], body['actions']])).toEqual([['You are on call', []]]);
    expect(world.mailServer.mails).toHaveLength(1);
    expect(await world.told()).toEqual([]);
  });

  it('is not told hours later', async () => {
    world.priya();
    await follow(due('sms', new Date(world.clock.now().getTime() - 2 * 3_600_000)));
    expect(world.texts()).toEqual([]);
  });

  it('is spoken, and takes no key', async () => {
    world.priya();
    await follow(due('voice'));
    const [id = ''] = await world.ids('voice');
    const { say, takesKey } = await world.parts.calls.prompt(id);
    expect([say.parts, takesKey]).toEqual([
      [{ text: 'This is Ringdown. You are on call: Backend, until further notice. Goodbye.' }],
      false,
    ]);
  });
});
