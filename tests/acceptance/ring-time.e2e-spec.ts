import { type CarrierCall, slackMs } from './world/phone-call.ts';
import { scenario } from './world/scenario.ts';

/** Voices and phones in real time: what is measured is how long a phone rings. */
const asInLife = { secondMs: 1000, speechMsPerCharacter: 60, dialExtraMs: 30_000 };
const say = (text: string) => ({ type: 'text', text, language: 'en-US', voice: 'Polly.Joanna' });
const brief = { welcome: say('Hello.'), noAnswer: say('Speak.') };
const leaves = { hangUpWhen: 'message' };
const sentenceMs = 'Still trying to reach someone. Please hold.'.length * asInLife.speechMsPerCharacter;

const timeOf = ({ story }: CarrierCall, text: string): number => {
  const line = story.find((s) => s.text === text);
  if (!line) throw new Error(`"${text}" never happened:\n${story.map((s) => s.text).join('\n')}`);
  return new Date(line.at).getTime();
};
const rangMs = (call: CarrierCall, phone: string): number =>
  timeOf(call, `${phone} stops ringing`) - timeOf(call, `${phone} rings`);

scenario('rings a fallback for its whole ring time and no more, whatever the caller is told before', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({
    ring: [priya, sam],
    ringTimeoutSeconds: 5,
    progressMessages: true,
    messages: brief,
  });
  hotline.mayAsk('redirect');

  const call = await hotline.isDialledBy(world.aNumber(), { caller: leaves, timing: asInLife });

  const seen = await call.isOver();
  for (const { phone } of [priya, sam]) {
    expect(rangMs(seen, phone)).toBeGreaterThanOrEqual(5000);
    expect(rangMs(seen, phone)).toBeLessThan(6500 + slackMs(seen));
  }
  expect(timeOf(seen, `${sam.phone} rings`) - timeOf(seen, `${priya.phone} stops ringing`)).toBeGreaterThan(sentenceMs);
  const [, second] = (await call.log()).attempts;
  const logged = Date.parse(second?.endedAt ?? '') - Date.parse(second?.startedAt ?? '');
  expect(logged).toBeGreaterThanOrEqual(4900);
  expect(logged).toBeLessThan(6500 + slackMs(seen));
});

scenario(
  'rings a phone for its whole ring time that takes its time until it rings',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const hotline = (await world.hotline({ ring: [priya], ringTimeoutSeconds: 5, messages: brief })).mayAsk('redirect');

    const call = await hotline.isDialledBy(world.aNumber(), {
      caller: leaves,
      timing: { ...asInLife, postDialMs: 4000 },
    });

    const seen = await call.isOver();
    const ms = rangMs(seen, priya.phone);
    expect(ms).toBeGreaterThanOrEqual(5000);
    expect(ms).toBeLessThan(6500 + slackMs(seen));
  },
  // Plivo does not report when a phone rings
  ['twilio'],
);

scenario('does not ring the next one when the caller leaves while they are told to hold', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, progressMessages: true });

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'busy', [sam.phone]: 'accept' },
    caller: { hangUpWhen: 'welcome:2', hangUpDelayMs: 300 },
    timing: asInLife,
  });

  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).toContain('caller hears: "Still trying to reach someone. Please hold."');
  expect(told).not.toContain(`${sam.phone} rings`);
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'missed', attempts: [{ result: 'busy' }, { result: 'not_reached' }] });
  expect(log.steps.map((s) => s.text)).toContain('The caller hung up before fallback 1 Sam T. was rung');
});

scenario(
  'rings the next one though the request for their dial fails after the sentence',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, progressMessages: true });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'busy', [sam.phone]: { behaviour: 'accept', talkMs: 300 } },
      misbehave: [{ request: 'redirect', occurrence: 2, how: 'lost' }],
      timing: { secondMs: 100, requestTimeoutMs: 4000 },
    });

    const told = (await call.isOver()).story.map((s) => s.text);
    expect(told).toContain(`caller and ${sam.phone} are connected`);
    expect(told.filter((text) => text.includes('Still trying'))).toHaveLength(1);
    // Plivo ends a call whose redirect fails, and asks no fallback URL
  },
  ['twilio'],
);
