import { scenario } from './world/scenario.ts';

const everything = [
  'voice',
  'redirect',
  'gather',
  'dial-action',
  'screen',
  'leg',
  'status',
  'recording',
  'record-action',
];

describe('callbacks that come twice and out of order', () => {
  scenario('change nothing: one call, one answer, one entry, one message', async (world) => {
    const priya = await world.responder('Priya S.');
    const sam = await world.responder('Sam T.');
    const slack = await world.channel('slack');
    const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, channelIds: [slack.id] });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'voicemail', [sam.phone]: { behaviour: 'accept', talkMs: 500 } },
      misbehave: [
        ...everything.map((request) => ({ request, how: 'doubled', ms: 250 })),
        { request: 'leg', how: 'reordered' },
      ],
    });

    const { story, faults, requests } = await call.isOver();
    expect(story.map((s) => s.text).filter((text) => text.endsWith('are connected'))).toEqual([
      `caller and ${sam.phone} are connected`,
    ]);
    expect(faults).toEqual([]);
    expect(requests.length).toBeGreaterThan(20);
    const log = await call.log((c) => c.recording !== null);
    expect(log.attempts.map((a) => a.result)).toEqual(['no_answer', 'accepted']);
    expect(new Set(log.steps.map((s) => s.text)).size).toBe(log.steps.length);
    await slack.receives();
  });

  scenario('late reports of a missed call leave it missed, with its one message', async (world) => {
    const priya = await world.responder('Priya S.');
    const hotline = await world.hotline({ ring: [priya], ringTimeoutSeconds: 60 });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'busy' },
      caller: { message: { seconds: 3, endedBy: 'hangup' } },
      misbehave: [
        { request: 'record-action', how: 'late', ms: 600 },
        { request: 'recording', how: 'late', ms: 100 },
        { request: 'recording', how: 'doubled', ms: 900 },
      ],
    });

    await call.isOver();
    const log = await call.log((c) => c.voicemail !== null);
    expect(log).toMatchObject({ outcome: 'missed', voicemail: { seconds: expect.any(Number) } });
    expect(log.attempts.map((a) => a.result)).toEqual(['busy']);
  });
});
