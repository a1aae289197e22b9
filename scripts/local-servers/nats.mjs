import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { deployedText } from './deployed-text.mjs';
import { greetingOf } from './greeting-of.mjs';
import { ownFile, ownFolder } from './own-folder.mjs';

/** Who may do everything: for whoever looks after these servers, tests and benches. Compose has no such user. */
const operator = 'operator';

/** The users of NATS: one for each service, as deploy/nats.conf has them, and the operator. */
export const natsUsers = ['control', 'ingest', 'call-routing', 'incident', 'notification', operator];

/**
 * NATS with the permissions of deploy/nats.conf and JetStream on files, each write synced where the server can do that (2.10 and
 * later). `urls` has one for each user. The server reads the passwords from its environment.
 */
export function nats({ folder, user, binaries, port, natsPasswords, throwAway }) {
  const data = join(folder, 'nats');
  const config = join(folder, 'nats.conf');
  const command = binaries.nats;
  const urls = Object.fromEntries(
    natsUsers.map((name) => [name, `nats://${name}:${natsPasswords[name]}@127.0.0.1:${port}`]),
  );
  return {
    name: 'nats',
    url: urls[operator],
    urls,
    variable: 'NATS_URL',
    signals: ['SIGTERM'],
    command,
    args: ['-c', config],
    env: Object.fromEntries(natsUsers.map((name) => [passwordVariable(name), quoted(natsPasswords[name])])),
    prepare() {
      ownFolder(data, user);
      const sync = !throwAway && knowsSyncInterval(versionOf(command)) ? ', sync_interval: always' : '';
      const text = deployedText('nats.conf', [
        ['port: 4222', `listen: "127.0.0.1:${port}"`],
        ['http: "127.0.0.1:8222"', ''],
        ['store_dir: /data, sync_interval: always', `store_dir: "${data}"${sync}`],
        ['users: [', `users: [\n    { user: "${operator}", password: $${passwordVariable(operator)} }`],
      ]);
      ownFile(config, text, user);
    },
    isReady: async () => (await greetingOf(port)).includes('"jetstream":true'),
  };
}

const passwordVariable = (name) => `NATS_${name.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** NATS reads a value of the environment as one of its configuration: without quotes, digits alone would be a number. */
const quoted = (password) => `"${password}"`;

/** `nats-server: v2.9.10` → false. An unknown field in the configuration stops the older ones. */
export function knowsSyncInterval(versionLine) {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(versionLine) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 10);
}

function versionOf(command) {
  return spawnSync(command, ['-v'], { encoding: 'utf8' }).stdout ?? '';
}
