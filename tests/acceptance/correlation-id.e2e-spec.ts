import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { theSystem } from './world/system.ts';
import { eventually } from './world/waiting.ts';
import { scenario } from './world/scenario.ts';

interface LogLine {
  readonly service: string;
  readonly correlationId?: string;
  readonly msg: string;
}

const logOf = (service: string): LogLine[] =>
  readFileSync(join(theSystem().logs, `${service}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);

scenario('follows a call from the provider through NATS and BullMQ to Slack by one id', async (world) => {
  const priya = await world.responder('Priya S.');
  const slack = await world.channel('slack');
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya],
    channelIds: [slack.id],
    incident: { trigger: 'missed', integrationId: integration.id },
  });
  hotline.mayAsk('redirect');

  const call = await hotline.isDialledBy(world.aNumber(), {
    people: { [priya.phone]: 'no-answer' },
    caller: { message: null },
  });
  await call.isOver();
  const { id } = await call.log((c) => c.incidentId !== null);
  await slack.receives();

  for (const service of ['call-routing', 'incident', 'notification']) {
    await eventually(async () => logOf(service).find((line) => line.correlationId === id), `${service} logs the call`);
  }
  // the ring timer went through BullMQ and came back with it
  expect(
    logOf('call-routing').some((line) => line.correlationId === id && JSON.stringify(line).includes('redirecting')),
  ).toBe(true);
});
