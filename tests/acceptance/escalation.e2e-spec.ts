import type { Incident } from '@ringdown/contracts';
import type { Hotline } from './world/hotline.ts';
import { aMonitor, aMonitorWith } from './world/monitor.ts';
import { notifiedFrom } from './world/notified-from.ts';
import type { Phone } from './world/phone.ts';
import type { Responder } from './world/responder.ts';
import { api } from './world/rest.ts';
import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';
import type { World } from './world/world.ts';

type Way = 'sms' | 'voice' | 'push' | 'email';

/** A person who is notified in these ways, at once. */
async function anEngineer(
  world: World,
  name: string,
  ...ways: readonly Way[]
): Promise<{ who: Responder; phone: Phone }> {
  const who = await world.responder(name);
  await api.patch(`/users/${who.id}`, { notify: ways.map((type) => ({ type, delayMinutes: 0 })) });
  return { who, phone: world.phone(who) };
}

/** The number from which people are told, to which they may answer. */
async function aSender(world: World): Promise<Hotline> {
  const owner = await world.responder('Owner O.');
  return (await world.hotline({ ring: [owner] })).mayAsk('send text', 'place call');
}

const texts = ({ timeline }: Incident): string[] => timeline.map(({ text }) => text);

scenario('texts whom the policy names, and takes their answer however it is spelled', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms');
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    for (const spelling of ['ACK %', 'a #%', '% acknowledge', 'ack%', '#% A!']) {
      const title = `Disk full ${spelling} ${world.tag}`;
      await monitor.fires(title);
      const { number } = await monitor.incident(title);
      const [text] = await phone.texts();
      expect(text?.from).toBe(line.line.number);
      expect(text?.body).toContain(`#${number} sev1 Disk full`);
      expect(text?.body).toMatch(new RegExp(`Reply ACK ${number}, RES ${number} or ESC ${number}$`));
      expect(await phone.writesAndHears(line, spelling.replace('%', String(number)))).toBe(
        `#${number} is acknowledged. Reply RES ${number} once it is resolved.`,
      );
      const incident = await monitor.is(title, 'acknowledged');
      expect(incident.acknowledgedBy).toBe('Priya S.');
      expect(texts(incident)).toContain('Acknowledged by Priya S.: by SMS');
      expect(await phone.writesAndHears(line, `res ${number}`)).toBe(`#${number} is resolved.`);
      await monitor.is(title, 'resolved');
    }
  });
});

scenario('asks which one is meant where two are open, and takes a bare answer where one is', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms');
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const titles = [`Disk ${world.tag}`, `CPU ${world.tag}`];
    for (const title of titles) await monitor.fires(title);
    await phone.texts(2);
    const numbers = await Promise.all(titles.map(async (title) => (await monitor.incident(title)).number));
    const [low, high] = numbers.sort((a, b) => a - b);
    expect(await phone.writesAndHears(line, 'ack')).toBe(
      `Which one? #${low}, #${high}. Write its number too, such as ACK ${low}.`,
    );
    await phone.writesAndHears(line, `ack ${low}`);
    expect(await phone.writesAndHears(line, 'Ack')).toBe(
      `#${high} is acknowledged. Reply RES ${high} once it is resolved.`,
    );
    for (const title of titles) await monitor.is(title, 'acknowledged');
    expect(await phone.writesAndHears(line, 'ack')).toContain('You were told of no incident that is open.');
    expect(await phone.writesAndHears(line, 'what is this')).toContain('That was not understood.');
  });
});

scenario('takes no answer from a stranger, nor from who may only read', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms');
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  const viewer = await world.responder('Vera V.');
  await api.patch(`/users/${viewer.id}`, { role: 'viewer' });
  await notifiedFrom(line, async () => {
    const title = `Disk ${world.tag}`;
    await monitor.fires(title);
    await phone.texts();
    const { number } = await monitor.incident(title);
    const stranger = world.phone(world.aNumber());
    expect((await stranger.writes(line, `RES ${number}`)).replies).toEqual([]);
    expect(await world.phone(viewer).writesAndHears(line, `RES ${number}`)).toContain('not act on them');
    expect((await monitor.incident(title)).status).toBe('triggered');
  });
});

scenario('calls, says what it is, and 1 acknowledges; 9 says it again', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'voice');
  await phone.rings({ behaviour: 'wrong-key', keys: ['9', '1'] });
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    const [call] = await phone.calls();
    const { number } = await monitor.is(title, 'acknowledged');
    const heard = call?.heard.join(' ') ?? '';
    expect(heard.match(/Severity 1\. Incident \d+: Disk full/g)).toHaveLength(2);
    expect(heard).toContain('Press 1 to acknowledge, 2 to escalate, 3 to resolve, 9 to hear it again.');
    expect(heard).toContain(`Incident ${number} is acknowledged.`);
    expect(texts(await monitor.incident(title))).toContain('Acknowledged by Priya S.: pressed 1 on the phone');
  });
});

scenario('2 escalates at once to the next one, whose 3 resolves it', async (world) => {
  const priya = await anEngineer(world, 'Priya S.', 'voice');
  const sam = await anEngineer(world, 'Sam T.', 'voice');
  await priya.phone.rings({ behaviour: 'wrong-key', keys: ['2'] });
  await sam.phone.rings({ behaviour: 'wrong-key', keys: ['3'] });
  const monitor = await aMonitor(world, [priya.who], [sam.who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    await priya.phone.calls();
    await sam.phone.calls();
    expect(await monitor.is(title, 'resolved')).toMatchObject({ resolvedBy: 'Sam T.' });
    // never by a call: Priya was only called, and has no push or mail
    const [end] = await priya.phone.texts();
    expect(end?.body).toContain('resolved by Sam T.');
  });
});

scenario('takes silence and a voicemail box for no answer', async (world) => {
  const silent = await anEngineer(world, 'Priya S.', 'voice');
  const boxed = await anEngineer(world, 'Sam T.', 'voice');
  await silent.phone.rings('silent');
  await boxed.phone.rings('voicemail');
  const monitor = await aMonitor(world, [silent.who, boxed.who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    await silent.phone.calls();
    await boxed.phone.calls();
    const incident = await eventually(async () => {
      const found = await monitor.incident(title);
      return texts(found).filter((text) => text.includes('no key pressed')).length === 2 ? found : null;
    }, 'both calls are over');
    expect(incident.status).toBe('triggered');
  });
});

scenario('calls at once where a text is not delivered, also after the provider had taken it', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.');
  await api.patch(`/users/${who.id}`, {
    notify: [
      { type: 'sms', delayMinutes: 0 },
      { type: 'voice', delayMinutes: 60 },
    ],
  });
  await phone.textsFare({ outcome: 'undelivered', code: world.provider === 'twilio' ? 30003 : '450' });
  await phone.rings({ behaviour: 'wrong-key', keys: ['1'] });
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    await phone.calls();
    const { id } = await monitor.is(title, 'acknowledged');
    const { items } = await api.get<{ items: { type: string; state: string }[] }>(`/incidents/${id}/notifications`);
    expect(items.map(({ type, state }) => `${type} ${state}`)).toEqual(['sms failed', 'voice answered']);
  });
});

scenario('sends no more texts after STOP, and calls instead, until START', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms', 'voice');
  await phone.rings('busy');
  const monitor = await aMonitor(world, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    await phone.writes(line, 'STOP');
    await monitor.fires(`Disk full ${world.tag}`);
    await phone.calls();
    await phone.writes(line, 'START');
    await monitor.fires(`CPU ${world.tag}`);
    await phone.texts();
    await phone.calls();
  });
});

scenario('texts who is made a responder by hand, and takes their answer', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms');
  const other = await anEngineer(world, 'Sam T.', 'email');
  const monitor = await aMonitor(world, [other.who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    const { id, number } = await monitor.incident(title);
    for (let again = 0; again < 2; again++) await api.put(`/incidents/${id}/responders`, { userIds: [who.id] });
    const [text] = await phone.texts();
    expect(text?.body).toContain(`You were added to #${number} sev1 Disk full`);
    expect(text?.body).toMatch(new RegExp(`Reply ACK ${number}, RES ${number} or ESC ${number}$`));
    await phone.writesAndHears(line, `ACK ${number}`);
    const incident = await monitor.is(title, 'acknowledged');
    expect(incident.acknowledgedBy).toBe('Priya S.');
    expect(texts(incident)).toEqual(
      expect.arrayContaining(['New responders are notified: Priya S.', 'SMS to Priya S. was sent']),
    );
    const { items } = await api.get<{ items: { user: { id: string } }[] }>(`/incidents/${id}/notifications`);
    expect(items.filter(({ user }) => user.id === who.id)).toMatchObject([
      { step: null, madeResponder: true, type: 'sms' },
    ]);
  });
});

scenario('texts once for what goes up and down, and leaves it open until it is quiet', async (world) => {
  const { who, phone } = await anEngineer(world, 'Priya S.', 'sms');
  const monitor = await aMonitorWith(world, { flapping: { opens: 2, withinMinutes: 60 } }, [who]);
  const line = await aSender(world);
  await notifiedFrom(line, async () => {
    const title = `Disk full ${world.tag}`;
    await monitor.fires(title);
    await phone.texts();
    await monitor.recovers(title);
    const [over] = await phone.texts();
    expect(over?.body).toContain('resolved');
    await monitor.fires(title);
    const [page] = await phone.texts();
    const { id, number } = await monitor.is(title, 'triggered');
    expect(page?.body).toContain(`#${number} sev1 Disk full`);
    for (let turn = 0; turn < 3; turn++) {
      await monitor.recovers(title);
      await monitor.fires(title);
    }
    await monitor.recovers(title);
    const incident = await eventually(async () => {
      const found = await monitor.incident(title);
      return found.occurrences === 4 && found.quietAt !== null ? found : null;
    }, 'it waits for quiet');
    expect(incident).toMatchObject({ id, status: 'triggered', flapping: true });
    // the next text is the answer: none came for what went up and down
    expect(await phone.writesAndHears(line, `res ${number}`)).toBe(`#${number} is resolved.`);
    await monitor.is(title, 'resolved');
  });
});
