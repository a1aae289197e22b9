import { createLogger } from '@ringdown/platform-telemetry';
import { eventually } from '@ringdown/testkit';
import { Broker } from './broker.js';
import { PrivateNats } from './testing/private-nats.js';

let nats: PrivateNats;
beforeEach(async () => {
  nats = await PrivateNats.start();
});
afterEach(async () => {
  await nats.stop();
  nats.wipe();
});

const brokerAt = (url: string): Broker => new Broker(url, 'spec', createLogger('broker-spec', 'silent'));
const patience = { timeoutMs: 15_000 };
const withUser = (): string => nats.url.replace('nats://', 'nats://ringdown:secret@');

it('comes back by itself when a password that NATS refused for a while is the right one again', async () => {
  await nats.stop();
  await nats.start('secret');
  const broker = brokerAt(withUser());
  await broker.connected();
  const back = jest.fn();
  broker.whenReconnected(back);

  await nats.stop();
  await nats.start('another');
  const refused = new Promise<void>((resolve) => {
    void (async () => {
      let times = 0;
      for await (const { type } of (await broker.connected()).status())
        if (type === 'error' && ++times === 3) resolve();
    })();
  });
  await refused;
  expect(broker.up).toBe(false);
  await nats.stop();
  await nats.start('secret');
  await eventually(() => broker.up && back.mock.calls.length > 0, patience);
  await (await broker.connected()).flush();
  await broker.close();
}, 40_000);

it('waits for a NATS that is not there yet, and stops waiting when it is closed', async () => {
  await nats.stop();
  const [patient, closed] = [brokerAt(nats.url), brokerAt(nats.url)];
  const connected = patient.connected();
  const given = closed.connected();
  await closed.close();
  await expect(given).rejects.toThrow();
  await nats.start();
  await connected;
  expect(patient.up).toBe(true);
  await patient.close();
}, 40_000);
