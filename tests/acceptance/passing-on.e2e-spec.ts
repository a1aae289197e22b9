import { type CarrierCall, slackMs } from './world/phone-call.ts';
import { scenario } from './world/scenario.ts';
import { carrier } from './world/rest.ts';
import { eventually } from './world/waiting.ts';
import type { World } from './world/world.ts';

const inRealTime = { secondMs: 1000, dialExtraMs: 30_000 };
const talks = { behaviour: 'accept', talkMs: 500 };

async function twoAtALine(world: World) {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60 });
  // Plivo asks nobody when a responder has passed: the call is moved
  if (world.provider === 'plivo') hotline.mayAsk('redirect');
  return { priya, sam, hotline };
}

const timeOf = ({ story }: CarrierCall, text: string): number =>
  new Date(story.find((s) => s.text === text)?.at ?? NaN).getTime();

scenario('rings the next one at once when the primary passes with 2', async (world) => {
  const { priya, sam, hotline } = await twoAtALine(world);

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'pass', [sam.phone]: talks },
    timing: inRealTime,
  });

  const seen = await call.isOver();
  const ms = timeOf(seen, `${sam.phone} rings`) - timeOf(seen, `${priya.phone} presses 2`);
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThan(2500 + slackMs(seen));
  const log = await call.log();
  expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id } });
  expect(log.attempts.map((a) => a.result)).toEqual(['declined', 'accepted']);
  expect(log.steps.map((s) => s.text).join('\n')).toMatch(
    /Primary Priya S\. passed( → fallback 1 Sam T\.|\nFallback 1 Sam T\. rings)/,
  );
});

scenario(
  'rings the next one when the screening is over where nobody reports that the primary passed',
  async (world) => {
    const { priya, sam, hotline } = await twoAtALine(world);

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'pass', [sam.phone]: talks },
      digitsMatchFrom: 'connection',
    });

    expect((await call.isOver()).story.map((s) => s.text)).toContain(`caller and ${sam.phone} are connected`);
    expect((await call.log()).attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  },
  ['plivo'],
);

scenario('leaves a conversation alone in which the responder presses 2', async (world) => {
  const { priya, sam, hotline } = await twoAtALine(world);
  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: { behaviour: 'accept', talkSeconds: 600 }, [sam.phone]: 'accept' },
  });
  await call.comesTo('connected');
  const [leg] = (await call.sofar()).legs;
  await eventually(async () => (await call.live())?.answeredAt, 'Priya has answered');

  await carrier.post(`/sim/legs/${leg?.sid}/press?key=2`);
  const reported = async () =>
    (await call.sofar()).requests.filter(({ kind }) => kind === 'leg').length >= 3 ? true : null;
  if (world.provider === 'plivo') await eventually(reported, 'the key is reported');

  expect(await call.live()).toMatchObject({ status: 'live', attempts: [{ result: 'accepted' }] });
  await call.hangsUp();
  const told = (await call.isOver()).story.map((s) => s.text);
  expect(told).not.toContain(`${sam.phone} rings`);
  expect(await call.log()).toMatchObject({
    outcome: 'answered',
    attempts: [{ result: 'accepted' }, { result: 'not_reached' }],
  });
});
