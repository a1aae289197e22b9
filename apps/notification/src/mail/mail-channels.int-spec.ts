import { rpcDeadlineMs } from '@ringdown/contracts';
import { eventually } from '@ringdown/testkit';
import { type ParsedMail, simpleParser } from 'mailparser';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { ChannelSender } from '../deliveries/channel-sender.js';
import { World } from '../testing/world.js';

const redis = 13;

let world: World;
beforeAll(async () => {
  world = await World.start({
    redis,
    channels: { ops: 'email' },
    integrations: { 1: ['ops'] },
  });
});
beforeEach(() => world.mail.reset());
afterAll(() => world.stop());

const settled = (eventId: string, status: string) =>
  eventually(async () => {
    const [delivery] = await world.deliveriesOf(eventId);
    expect(delivery?.status).toBe(status);
    return delivery;
  });
const mails = (): Promise<ParsedMail[]> => Promise.all(world.mail.mails.map((mail) => simpleParser(mail)));

it('tell of one incident in one thread, in both forms, with links that act', async () => {
  const about = { incidentId: 'inc_1', number: 142, title: 'Überlauf auf db-1 <磁盘已满>' };
  await settled(await world.handle(openedEvent(about)), 'delivered');
  await settled(await world.handle(laterEvent('incident.resolved.v1', { ...about, status: 'resolved' })), 'delivered');
  const [opened, resolved] = await mails();
  expect(world.mail.recipients).toEqual([['ops@example.com'], ['ops@example.com']]);
  for (const mail of [opened, resolved]) {
    expect(mail?.subject).toBe('[Ringdown #142] Überlauf auf db-1 <磁盘已满>');
    expect(mail?.inReplyTo).toBe('<inc_1@ringdown.example.com>');
    expect(mail?.references).toBe('<inc_1@ringdown.example.com>');
    expect(mail?.html).toContain('Überlauf auf db-1 &lt;磁盘已满&gt;');
  }
  expect(opened?.messageId).not.toBe(resolved?.messageId);
  expect(opened?.text).toContain('Incident #142 opened: Überlauf auf db-1 <磁盘已满>');
  expect(opened?.text).toMatch(/^Acknowledge: https:\/\/ringdown\.example\.com\/act\//m);
  expect(resolved?.text).toContain('Resolved by: Priya S.');
  expect(resolved?.text).not.toContain('/act/');
});

it('fail for good where the mail server says that it will never take it', async () => {
  world.mail.refusal = { code: 550, text: 'no such mailbox' };
  const failed = await settled(await world.handle(openedEvent({ incidentId: 'inc_2' })), 'failed');
  expect(failed).toMatchObject({ attempts: 1, last_error: expect.stringContaining('550 no such mailbox') as string });
});

it('are tried again where it may take it later', async () => {
  world.mail.refusal = { code: 451, text: 'greylisted' };
  const eventId = await world.handle(openedEvent({ incidentId: 'inc_3' }));
  await eventually(async () => {
    const [delivery] = await world.deliveriesOf(eventId);
    expect(delivery?.last_error).toContain('451 greylisted');
  });
  world.mail.refusal = null;
  await settled(eventId, 'delivered');
  expect(world.mail.mails).toHaveLength(1);
});

it('are tried again under the same Message-ID where the connection broke, as the mail may have arrived', async () => {
  world.mail.failures.push('hangs up');
  const eventId = await world.handle(openedEvent({ incidentId: 'inc_4' }));
  const delivered = await settled(eventId, 'delivered');
  const ids = (await mails()).map(({ messageId }) => messageId);
  expect(ids).toEqual(Array.from({ length: 2 }, () => `<${delivered?.id}@ringdown.example.com>`));
});

it('are tested by a mail, and say so where the mail server does not answer before the page gives up', async () => {
  const sender = world.app.get(ChannelSender);
  expect(await sender.test('chan_ops')).toEqual({ ok: true, detail: expect.stringContaining('250') as string });
  world.mail.failures.push('says nothing');
  const began = performance.now();
  expect(await sender.test('chan_ops')).toEqual({
    ok: false,
    detail: 'The mail server has not taken it within 2.5 s',
  });
  expect(performance.now() - began).toBeLessThan(rpcDeadlineMs);
});
