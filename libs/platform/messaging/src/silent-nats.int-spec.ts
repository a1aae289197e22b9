import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, FaultyLine, testNats } from '@ringdown/testkit';
import { Broker } from './broker.js';

const logger = createLogger('test', 'silent');

it('connects to a NATS that kept silent at first, and to one that fell silent later', async () => {
  const line = await FaultyLine.to(testNats(), 'hangs');
  const broker = new Broker(line.url, 'spec', logger);
  try {
    const connected = broker.connected();
    await eventually(() => expect(broker.problem).toMatch(/timeout/i), { timeoutMs: 20_000 });
    await line.become('works');
    await connected;
    expect(broker.problem).toBeNull();

    await line.become('hangs');
    await eventually(() => expect(broker.up).toBe(false), { timeoutMs: 30_000 });
    await line.become('works');
    await eventually(() => expect(broker.problem).toBeNull(), { timeoutMs: 20_000 });
  } finally {
    await broker.close();
    await line.close();
  }
}, 90_000);

it('lets who waits for a first connection go when it is closed', async () => {
  const line = await FaultyLine.to(testNats(), 'refuses');
  const broker = new Broker(line.url, 'spec', logger);
  const waiting = broker.connected();
  await broker.close();
  await expect(waiting).rejects.toThrow('closed');
  await line.close();
});
