import { createHmac } from 'node:crypto';
import { api } from './world/rest.ts';
import { World } from './world/world.ts';

/** X-Twilio-Signature, as Twilio's page on webhook security describes it. */
const sign = (token: string, url: string, fields: Record<string, string>): string =>
  createHmac('sha1', token)
    .update(
      url +
        Object.keys(fields)
          .sort()
          .map((key) => key + fields[key])
          .join(''),
    )
    .digest('base64');

it('lets only the provider in: a forged request changes nothing', async () => {
  const world = new World();
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya] });
  const fields = {
    CallSid: `CA${'0'.repeat(32)}`,
    AccountSid: hotline.accountSid,
    From: world.aNumber(),
    To: hotline.line.number,
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  };
  const send = (signature: string | null, body = fields, url = hotline.voiceUrl) =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: signature === null ? {} : { 'x-twilio-signature': signature },
    });
  const good = sign(hotline.authToken, hotline.voiceUrl, fields);

  expect((await send(null)).status).toBe(403);
  expect((await send(sign('another token', hotline.voiceUrl, fields))).status).toBe(403);
  expect((await send(good, { ...fields, From: '+14155559999' })).status).toBe(403);
  expect((await send(good, fields, `${hotline.voiceUrl}?x=1`)).status).toBe(403);
  expect((await send(good, fields, hotline.line.webhook.statusUrl)).status).toBe(403);
  expect((await api.get<{ items: unknown[] }>(`/calls?lineId=${hotline.line.id}`)).items).toEqual([]);

  const honest = await send(good);
  expect(honest.status).toBe(200);
  expect(await honest.text()).toContain('<Response>');
  expect((await api.get<{ items: unknown[] }>(`/calls?lineId=${hotline.line.id}`)).items).toHaveLength(1);
  await world.expectNothingElse();
});

it('goes on with a live call while forged copies of its callbacks say otherwise', async () => {
  const world = new World();
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'voicemail', [sam.phone]: 'accept' },
    misbehave: [
      {
        request: 'dial-action',
        how: 'forged',
        copy: true,
        params: { DialBridged: 'true', DialCallStatus: 'completed' },
      },
      { request: 'leg', how: 'forged', copy: true, params: { CallStatus: 'in-progress' } },
    ],
  });

  const { requests } = await call.isOver();
  expect(requests.some((r) => r.status === 403)).toBe(true);
  expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  await world.expectNothingElse();
});

it('keeps the calls of one account from the signature of another', async () => {
  const world = new World();
  const priya = await world.responder('Priya S.');
  const mine = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });
  const theirs = await world.hotline({ ring: [priya] });
  const call = await mine.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'no-answer' } });
  await call.comesTo('ringing:1');
  const [live] = (await api.get<{ items: { id: string }[] }>(`/calls?lineId=${mine.line.id}`)).items;

  const url = `${theirs.voiceUrl}/calls/${live?.id}/attempts/1/keys`;
  const fields = { CallSid: 'CA1', Digits: '1' };
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'x-twilio-signature': sign(theirs.authToken, url, fields) },
  });

  expect(answer.status).toBe(404);
  await call.hangsUp();
  await call.isOver();
  expect(await call.log()).toMatchObject({ outcome: 'missed', answeredAt: null });
  await world.expectNothingElse();
});
