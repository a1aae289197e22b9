import { callPayload } from '@ringdown/contracts';
import { Webhook } from 'standardwebhooks';
import { api, carrier } from './world/rest.ts';
import { scenario } from './world/scenario.ts';
import { SlackWorkspace } from './world/slack-workspace.ts';
import { theSystem } from './world/system.ts';
import { eventually } from './world/waiting.ts';
import { World } from './world/world.ts';

const member = (tag: string) => ({ name: 'Ada', email: `ada-${tag}@example.com` });

scenario('has one message a call in Slack, which changes as the call goes on and shows its incident', async (world) => {
  const ada = member(world.tag);
  await api.post('/users', { ...ada, role: 'responder' });
  const workspace = await SlackWorkspace.open(world.tag, [ada]);
  const priya = await world.responder('Priya S.');
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya],
    ringTimeoutSeconds: 60,
    channelIds: [workspace.channelId],
    incident: { trigger: 'missed', integrationId: integration.id },
  });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy' },
    caller: { message: { seconds: 5 } },
  });
  await call.isOver();
  const log = await call.log((c) => c.incidentId !== null);

  const settled = await eventually(async () => {
    const [message, ...others] = await workspace.messages();
    expect(others).toEqual([]);
    return message?.shownText.includes('Incident') && message.shownText.includes('missed call') ? message : null;
  }, 'the message shows the incident');
  expect(settled.edits.length).toBeGreaterThan(0);
  expect(settled.shownText).toContain('Voicemail');
  expect(JSON.stringify(settled.edits)).toMatch(/ringing Priya S\./);
  // whom it rings stands in the message itself where it rings before the message is there
  expect(settled.replies.map(({ text }) => text).join('\n')).toMatch(/Nobody answered/);

  await workspace.click('Ada', settled.ts, 'acknowledge');
  await eventually(async () => {
    const [message] = await workspace.messages();
    return message?.shownText.includes('acknowledged by Ada') ? true : null;
  }, 'the message says who looks after it');
  const { status } = await api.get<{ status: string }>(`/incidents/${log.incidentId}`);
  expect(status).toBe('acknowledged');
});

it('signs webhooks, with both secrets while they are rotated, and tells them of calls and incidents', async () => {
  const world = new World();
  const inbox = `feed-${world.tag}`;
  const url = `${theSystem().carrier}/sim/webhooks/${inbox}`;
  const channel = await api.post<{ id: string; secret: string }>('/channels', { name: inbox, type: 'webhook', url });
  const { secret: newer } = await api.post<{ secret: string }>(`/channels/${channel.id}/rotate-secret`);
  const integration = await world.integration('Feed', { channelIds: [channel.id] });
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({
    ring: [priya],
    channelIds: [channel.id],
    incident: { trigger: 'all', integrationId: integration.id, severity: 'sev1' },
  });
  const call = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
  await call.isOver();
  const log = await call.log((c) => c.incidentId !== null);

  const types = ['call.started', 'call.rang', 'call.answered', 'call.completed', 'incident.opened'];
  const received = await eventually(async () => {
    const path = `/sim/messages?kind=webhooks&name=${inbox}`;
    const { messages } = await carrier.get<{ messages: { headers: Record<string, string>; body: unknown }[] }>(path);
    return types.every((type) => messages.some(({ body }) => (body as { type: string }).type === type))
      ? messages
      : null;
  }, 'the feed has all events');
  for (const secret of [channel.secret, newer]) {
    for (const { headers, body } of received) {
      expect(new Webhook(secret).verify(JSON.stringify(body), headers)).toEqual(body);
    }
  }
  const of = (type: string) =>
    received.find(({ body }) => (body as { type: string }).type === type)?.body as { data: object };
  expect(received.map(({ headers }) => headers['webhook-id'])).toHaveLength(
    new Set(received.map(({ headers }) => headers['webhook-id'])).size,
  );
  const { data } = of('call.completed');
  expect(callPayload.parse(data)).toEqual(data);
  expect(data).toMatchObject({
    title: expect.stringMatching(new RegExp(`\\(${log.duration}s\\)$`)),
    severity: 'sev1',
    details: { callId: log.id, receiver: { name: priya.name } },
  });
  expect(of('incident.opened').data).toMatchObject({ id: log.incidentId, source: 'call', severity: 'sev1' });
});

it('says in the test of a Slack app who Slack takes it for', async () => {
  const world = new World();
  const workspace = await SlackWorkspace.open(world.tag, []);
  const tried = await eventually(async () => {
    const answer = await api.post<{ ok: boolean; detail: string }>(`/channels/${workspace.channelId}/test`);
    return answer.ok ? answer : null;
  }, 'the app may post');
  expect(tried.detail).toMatch(/Slack knows the app as @\S+ in the workspace/);
  expect((await workspace.messages()).at(-1)?.shownText).toContain('Ringdown can reach');
});
