import type { Call, Preview } from '@ringdown/contracts';
import type { Hotline } from './world/hotline.ts';
import { fetchMedia } from './world/media.ts';
import { scenario } from './world/scenario.ts';
import type { Responder } from './world/responder.ts';
import { api } from './world/rest.ts';
import { eventually } from './world/waiting.ts';
import type { World } from './world/world.ts';

const texts = ({ steps }: Call): readonly string[] => steps.map(({ text }) => text);

async function aLine(world: World, settings: Record<string, unknown> = {}) {
  const priya = await world.responder('Priya S.');
  const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60, ...settings });
  return { priya, hotline };
}

async function calledFrom(hotline: Hotline, priya: Responder, from: string, more: object = {}): Promise<Call> {
  const call = await hotline.isDialledBy(from, {
    people: { [priya.phone]: 'busy' },
    caller: { message: null },
    ...more,
  });
  await call.isOver();
  return call.log();
}

scenario('reads a number as the one it is, however the caller’s exchange writes it', async (world) => {
  const { priya, hotline } = await aLine(world, { withheldCallers: 'reject' });
  const number = world.aNumber();
  await world.contact('Mitchell Starc', number);
  const [area, exchange, rest] = [number.slice(2, 5), number.slice(5, 8), number.slice(8)];
  const spellings = [
    `sip:${number}@pbx.example.com:5060;transport=udp`,
    `tel:${number};phone-context=example.com`,
    `00${number.slice(1)}`,
    `+1 (${area}) ${exchange}-${rest}`,
  ];
  for (const from of spellings) {
    const log = await calledFrom(hotline, priya, from);
    expect(log.caller).toMatchObject({ number, name: 'Mitchell Starc', address: null });
    expect([log.outcome, log.attempts.length]).toEqual(['missed', 1]);
  }
});

scenario('keeps a caller who is no phone number, lets them in, and shows who it is', async (world) => {
  const integration = await world.integration('Hotline');
  const { priya, hotline } = await aLine(world, {
    withheldCallers: 'reject',
    callerLimit: { perCallerPerHour: 1, concurrentCalls: 5 },
    incident: { trigger: 'all', when: 'ringing', integrationId: integration.id },
  });
  const alice = 'sip:alice@pbx.example.com';
  const log = await calledFrom(hotline, priya, alice);

  expect(log.caller).toEqual({ number: null, name: null, contactId: null, address: alice, verification: null });
  expect([log.outcome, log.attempts.length]).toEqual(['missed', 1]);
  expect(texts(log)[0]).toBe(`${alice} called On-call hotline`);
  const csv = await fetchMedia(`/calls/export.csv?lineId=${log.lineId}`);
  expect(csv.bytes.toString('utf8')).toContain(`"${alice}"`);
  const incident = await eventually(async () => {
    const [one] = await world.incidents(integration.id, 1);
    return one?.title.endsWith(' (ringing)') ? null : one;
  }, 'the title of the incident is completed');
  expect(incident.title).toBe(`On-call hotline: Call from ${alice} (${log.duration}s)`);
  expect(incident.details).toMatchObject({ details: { caller: { name: null, number: null } } });

  const again = await calledFrom(hotline, priya, alice);
  expect([again.attempts.length, texts(again)[1]]).toEqual([
    0,
    'The caller has called too often within the hour → straight to the voicemail',
  ]);
  expect((await calledFrom(hotline, priya, 'client:bob')).attempts).toHaveLength(1);
});

scenario('shows a number without its country code as sent, and gives it none', async (world) => {
  const { priya, hotline } = await aLine(world);
  const { caller } = await calledFrom(hotline, priya, '4155550101');
  expect(caller).toMatchObject({ number: null, address: '4155550101' });
});

scenario('says in the log that the carriers doubt the caller’s number', async (world) => {
  const { priya, hotline } = await aLine(world);
  const [params, verification] =
    world.provider === 'twilio'
      ? [
          { StirVerstat: 'TN-Validation-Failed-C' },
          { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' },
        ]
      : [
          { STIRVerification: 'Not Verified', STIRAttestation: 'C' },
          { result: 'unverified', attestation: 'C', reported: 'Not Verified' },
        ];
  const log = await calledFrom(hotline, priya, world.aNumber(), { params });
  expect(log.caller.verification).toEqual(verification);
  expect(texts(log)[1]).toContain(`STIR/SHAKEN ${verification.reported}`);
});

scenario('names the country of a phone that may not be dialled, and what to set', async (world) => {
  const guernsey = await world.responder('Ann G.', '+447911123456');
  const hotline = await world.hotline({ ring: [guernsey], ringTimeoutSeconds: 60 });
  const call = await hotline.isDialledBy(world.aNumber(), { caller: { message: null } });
  await call.isOver();
  expect(texts(await call.log())).toContain(
    'Primary Ann G. is skipped: has a phone number in Guernsey (GG): to dial it, add GG to allowedCountries in the settings',
  );
  const { attempts } = await api.get<Preview>(`/lines/${hotline.line.id}/preview`);
  expect(attempts).toMatchObject([
    { skipped: 'phone_not_allowed', detail: expect.stringContaining('(GG)') as unknown },
  ]);
});
