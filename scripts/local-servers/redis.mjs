import { join } from 'node:path';
import { greetingOf } from './greeting-of.mjs';
import { ownFile, ownFolder } from './own-folder.mjs';

/**
 * Redis for queues: keeps every write (unless `throwAway`), never evicts, fires timers within 10 ms (`hz 100`). The password stands in
 * a file that only its user can read: arguments are everybody's to see.
 */
export function redis({ folder, user, binaries, port, redisPassword, throwAway }) {
  const data = join(folder, 'redis');
  const config = join(folder, 'redis.conf');
  return {
    name: 'redis',
    url: `redis://:${redisPassword}@127.0.0.1:${port}`,
    variable: 'REDIS_URL',
    signals: ['SIGTERM'],
    command: binaries.redis,
    args: [config],
    prepare() {
      ownFolder(data, user);
      const lines = [
        'bind 127.0.0.1',
        `port ${port}`,
        `requirepass ${redisPassword}`,
        `dir "${data}"`,
        'daemonize no',
        'save ""',
        `appendonly ${throwAway ? 'no' : 'yes'}`,
        'maxmemory-policy noeviction',
        'hz 100',
      ];
      ownFile(config, `${lines.join('\n')}\n`, user);
    },
    isReady: async () => (await greetingOf(port, `AUTH ${redisPassword}\r\nPING\r\n`)).includes('+PONG'),
  };
}
