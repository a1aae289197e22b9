import { aUser } from '../testing/people-configuration.js';
import { PeopleWorld, usualRules } from '../testing/people-world.js';

let world: PeopleWorld;

beforeAll(async () => {
  world = await PeopleWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe('what does not arrive', () => {
  it('makes way for the next kind at once, also after the provider had taken it', async () => {
    world.priya({ pushUrl: null });
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
    world.priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.moved('acknowledged');
    const [sms = ''] = await world.ids('sms');
    await world.parts.outcomes.apply(sms, { report: 'failed', detail: null });
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed']);
    expect(world.mailServer.mails).toHaveLength(0);
  });

  it('ends in an e-mail where nothing else is left', async () => {
    world.priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    world.provider.answers(({ path }) =>
      path.endsWith('/Messages.json') ? { status: 400, body: { code: 21211, message: 'Invalid To' } } : null,
    );
    await world.escalates(['user_priya']);
    await world.pass(0);
    await world.pass(1);
    expect(await world.states()).toEqual(['sms failed', 'email sent']);
    expect(world.mailServer.mails).toHaveLength(1);
  });

  it('is tried three times where the provider cannot be reached, and then by the next kind', async () => {
    world.priya({ pushUrl: null });
    world.provider.answers(({ path }) =>
      path.endsWith('/Messages.json') ? { status: 503, body: { message: 'try later' } } : null,
    );
    await world.escalates(['user_priya']);
    for (const seconds of [0, 5, 5, 1]) await world.pass(seconds);
    expect(world.texts()).toHaveLength(3);
    expect(world.calls()).toHaveLength(1);
  });

  it('is told once however often, and in whatever order, that is reported', async () => {
    world.priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    await world.pass(0);
    const [sms = ''] = await world.ids('sms');
    for (const report of ['delivered', 'sent', 'delivered', 'failed'] as const)
      await world.parts.outcomes.apply(sms, { report, detail: null });
    expect(await world.states()).toEqual(['sms delivered']);
    expect(await world.told()).toEqual(['SMS to Priya S. was sent', 'SMS to Priya S. arrived']);
  });

  it('does not go out again where the process died after it was sent, and the provider says so', async () => {
    world.priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
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
    world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
    await world.escalates(['user_priya']);
    const [call = ''] = await world.ids('voice');
    await world.parts.notifications.claim(call, world.clock.now());
    await world.parts.calls.prompt(call);
    await world.pass(60);
    expect(world.calls()).toHaveLength(0);
    expect(await world.states()).toEqual(['voice sent']);
  });

  it('is not written again where the process died while the provider took the text', async () => {
    world.priya({ notify: [{ type: 'sms', delayMinutes: 0 }] });
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
      world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
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
      world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
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
      world.priya({ notify: [{ type: 'voice', delayMinutes: 0 }] });
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
    world.priya({ notify: [{ type: 'push', delayMinutes: 0 }] });
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
    world.priya({ notify: [{ type: 'push', delayMinutes: 0 }] });
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
    world.priya({ notify: [{ type: 'email', delayMinutes: 0 }] });
    world.mailServer.refusal = { code: 550, text: 'no such mailbox' };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['email failed']);
    world.mailServer.refusal = { code: 451, text: 'busy' };
    await world.escalates(['user_priya']);
    await world.pass(0);
    expect(await world.states()).toEqual(['email failed', 'email waiting']);
  });

  it('reaches 300 people by another kind within a look, while the provider takes all and delivers nothing', async () => {
    const ids = Array.from({ length: 300 }, (_, n) => `user_${n}`);
    ids.forEach((id, n) =>
      world.users.set(
        id,
        aUser(id, { notify: [...usualRules], pushUrl: world.pushUrl, phone: `+1415555${String(n).padStart(4, '0')}` }),
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
