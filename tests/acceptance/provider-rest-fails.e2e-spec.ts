import { carrier } from './world/rest.ts';
import { scenario } from './world/scenario.ts';

afterEach(() => carrier.put('/sim/rest', { failures: [] }));

scenario(
  'rings fallback 1 for their whole time when the provider refuses to redirect: its own limit leads on',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const hotline = (await world.hotline({ ring: [priya, sam] })).mayAsk('redirect');
    // of this account only: other tests run beside this one
    await carrier.put('/sim/rest', { failures: [{ status: 500, only: hotline.account.accountId }] });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'no-answer', [sam.phone]: { behaviour: 'accept', answerAfterMs: 3000 } },
      timing: { secondMs: 1000, dialExtraMs: 0 },
    });

    const told = (await call.isOver()).story.map((s) => s.text);
    expect(told).toContain(`caller and ${sam.phone} are connected`);
    const log = await call.log();
    expect(log).toMatchObject({ outcome: 'answered', receiver: { id: sam.id } });
    expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
  },
);
