import { randomUUID } from 'node:crypto';
import type { Call } from '@ringdown/contracts';
import { scenario } from './world/scenario.ts';
import { api } from './world/rest.ts';
import { firstRequest, signAsProvider } from './world/sign-as-provider.ts';
import { eventually } from './world/waiting.ts';

const post = (url: string, fields: Record<string, string>, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers });

scenario('lets only the provider in: a forged request changes nothing, a replayed one nothing twice', async (world) => {
  const priya = await world.responder('Priya S.');
  const { account, voiceUrl, line } = await world.hotline({ ring: [priya] });
  const incoming = { id: randomUUID(), from: world.aNumber(), to: line.number };
  const fields = firstRequest(world.provider, account, incoming);
  const signed = (token: string, url = voiceUrl) => signAsProvider(world.provider, token, url, fields);
  const calls = async () => (await api.get<{ items: Call[] }>(`/calls?lineId=${line.id}`)).items;

  expect((await post(voiceUrl, fields, {})).status).toBe(403);
  expect((await post(voiceUrl, fields, signed('another token'))).status).toBe(403);
  expect((await post(voiceUrl, { ...fields, From: '14155559999' }, signed(account.authToken))).status).toBe(403);
  expect((await post(`${voiceUrl}?x=1`, fields, signed(account.authToken))).status).toBe(403);
  expect((await post(line.webhook.statusUrl, fields, signed(account.authToken))).status).toBe(403);
  expect(await calls()).toEqual([]);

  const honest = await post(voiceUrl, fields, signed(account.authToken));
  expect(honest.status).toBe(200);
  const document = await honest.text();
  expect(document).toContain('<Response>');
  const replayed = await post(voiceUrl, fields, signed(account.authToken));
  expect([replayed.status, await replayed.text()]).toEqual([200, document]);
  // what a busy Postgres does not take at once comes by way of the journal
  const [call, ...others] = await eventually(async () => ((await calls()).length > 0 ? calls() : null), 'the call');
  expect(others).toEqual([]);
  expect(call?.steps).toHaveLength(1);
});

scenario('goes on with a live call while forged copies of its callbacks say otherwise', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });
  const claims =
    world.provider === 'twilio'
      ? [
          { request: 'dial-action', params: { DialBridged: 'true', DialCallStatus: 'completed' } },
          { request: 'leg', params: { CallStatus: 'in-progress' } },
        ]
      : [
          { request: 'dial-action', params: { DialStatus: 'completed' } },
          { request: 'leg', params: { DialAction: 'connected', Event: 'DialConnected' } },
        ];

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'voicemail', [sam.phone]: 'accept' },
    misbehave: claims.map((claim) => ({ ...claim, how: 'forged', copy: true })),
  });

  const { requests } = await call.isOver();
  expect(requests.some((r) => r.status === 403)).toBe(true);
  expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
});

scenario('keeps the calls of one account from the signature of another', async (world) => {
  const priya = await world.responder('Priya S.');
  const mine = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });
  const theirs = await world.hotline({ ring: [priya] });
  const call = await mine.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'no-answer' } });
  await call.comesTo('ringing:1');
  const live = await eventually(() => call.live(), 'the call is in the log');

  const report = world.provider === 'twilio' ? 'keys' : 'leg';
  const url = `${theirs.voiceUrl}/calls/${live.id}/attempts/1/${report}`;
  const fields = { CallSid: 'CA1', CallUUID: 'CA1', Digits: '1', DialAction: 'connected' };
  const answer = await post(url, fields, signAsProvider(world.provider, theirs.account.authToken, url, fields));

  expect(answer.status).toBe(404);
  await call.hangsUp();
  await call.isOver();
  expect(await call.log()).toMatchObject({ outcome: 'missed', answeredAt: null });
});
