import { createLogger } from '@ringdown/platform-telemetry';
import { Broker } from './broker.js';
import { PrivateNats } from './testing/private-nats.js';

jest.setTimeout(40_000);

it('does not wait for the answer to what was asked over a connection that broke', async () => {
  const nats = await PrivateNats.start();
  const broker = new Broker(nats.url, 'spec', createLogger('spec', 'silent'));
  const connection = await broker.connected();
  // somebody is there, but will never answer
  connection.subscribe('asked', { callback: () => undefined });
  const asked = broker.answerOf(connection.request('asked', '', { timeout: 30_000 }));
  const failed = asked.catch((error: unknown) => error);
  await connection.flush();
  const begun = performance.now();
  await nats.stop();
  await nats.start();

  expect(String(await failed)).toContain('the connection to NATS broke before the answer');
  expect(performance.now() - begun).toBeLessThan(15_000);
  await broker.close();
  await nats.stop();
  nats.wipe();
});
