import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, FaultyLine, type LineFace, testRedis, uniquePrefix } from '@ringdown/testkit';
import { z } from 'zod';
import { timer, Timers } from './timers.js';

const catalogue = { ring: timer({ data: z.object({ id: z.string() }), key: ({ id }) => id }) };
const logger = createLogger('test', 'silent');

it.each<LineFace>(['hangs', 'swallows'])(
  'arms and fires again after Redis %s, on connections that are new',
  async (face) => {
    const line = await FaultyLine.to(testRedis());
    const timers = new Timers(catalogue, { redisUrl: line.url, service: uniquePrefix('spec'), logger });
    const fired = new Set<string>();
    timers.listen({ ring: ({ id }) => Promise.resolve(void fired.add(id)) });
    try {
      await eventually(() => expect(timers.problem).toBeNull());
      await timers.arm('ring', { id: 'before' }, new Date());
      await eventually(() => expect([...fired]).toEqual(['before']), { timeoutMs: 20_000 });

      await line.become(face);
      const begin = performance.now();
      await timers.arm('ring', { id: 'lost' }, new Date());
      expect(performance.now() - begin).toBeLessThan(3000);
      await eventually(() => expect(timers.problem).not.toBeNull(), { timeoutMs: 20_000 });

      await line.become('works');
      await eventually(() => expect(timers.problem).toBeNull(), { timeoutMs: 20_000 });
      await eventually(
        async () => {
          await timers.arm('ring', { id: 'after' }, new Date());
          expect([...fired]).toContain('after');
        },
        { timeoutMs: 30_000 },
      );
    } finally {
      await timers.beforeApplicationShutdown();
      await timers.onApplicationShutdown();
      await line.close();
    }
  },
  90_000,
);
