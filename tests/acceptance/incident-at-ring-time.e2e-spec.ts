import { scenario } from './world/scenario.ts';
import { eventually } from './world/waiting.ts';

scenario(
  'opens the incident when the call comes in, acknowledged by who accepts, its title completed at the end',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const integration = await world.integration('Hotline');
    const hotline = await world.hotline({
      ring: [priya],
      ringTimeoutSeconds: 60,
      incident: { trigger: 'all', when: 'ringing', integrationId: integration.id },
    });
    const caller = world.aNumber();

    const call = await hotline.isDialledBy(caller, {
      people: { [priya.phone]: { behaviour: 'accept', talkSeconds: 600, answerAfterMs: 2000 } },
    });
    const [ringing] = await world.incidents(integration.id, 1);
    expect(ringing).toMatchObject({ title: `On-call hotline: Call from ${caller} (ringing)`, source: 'call' });

    await call.comesTo('connected');
    const acknowledged = await eventually(async () => {
      const [incident] = await world.incidents(integration.id, 1);
      return incident?.status === 'acknowledged' ? incident : null;
    }, 'the incident is acknowledged');
    expect(acknowledged.acknowledgedBy).toBe('Priya S.');

    await call.hangsUp();
    await call.isOver();
    const log = await call.log();
    const title = `On-call hotline: Call from ${caller} (${log.duration}s)`;
    const over = await eventually(async () => {
      const [incident, ...others] = await world.incidents(integration.id, 1);
      expect(others).toEqual([]);
      return incident?.title === title ? incident : null;
    }, 'the title is completed');
    expect(over).toMatchObject({
      status: 'acknowledged',
      callIds: [log.id],
      details: { title, details: { receiver: { id: priya.id }, call: { duration: log.duration } } },
    });
    expect(log.incidentId).toBe(over.id);
  },
);
