import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { greetingOf } from './greeting-of.mjs';
import { ownFolder } from './own-folder.mjs';

/** Redis for queues: keeps every write (unless `throwAway`), never evicts, fires timers within 10 ms (`hz 100`). */
export function redis({ folder, user, binaries, port, throwAway }) {
  const data = join(folder, 'redis');
  const config = join(folder, 'redis.conf');
  return {
    name: 'redis',
    url: `redis://127.0.0.1:${port}`,
    variable: 'REDIS_URL',
    signals: ['SIGTERM'],
    command: binaries.redis,
    args: [config],
    prepare() {
      ownFolder(data, user);
      const lines = [
        'bind 127.0.0.1',
        `port ${port}`,
        `dir "${data}"`,
        'daemonize no',
        'save ""',
        `appendonly ${throwAway ? 'no' : 'yes'}`,
        'maxmemory-policy noeviction',
        'hz 100',
      ];
      writeFileSync(config, `${lines.join('\n')}\n`);
    },
    isReady: async () => (await greetingOf(port, 'PING\r\n')).startsWith('+PONG'),
  };
}
