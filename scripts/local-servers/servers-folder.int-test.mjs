import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { serversFolder } from './servers-folder.mjs';
import { unprivilegedUser } from './unprivileged-user.mjs';

const isRoot = process.getuid() === 0;
let home;
beforeEach(() => {
  home = mkdtempSync('/tmp/ringdown-folder-test-');
  chmodSync(home, 0o755);
  mkdirSync(join(home, 'checkout/.ringdown'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

const data = () => join(home, 'checkout/.ringdown');

test('is a private folder below the data folder, of whoever runs the servers', () => {
  const { folder, user } = serversFolder(data(), null);
  assert.equal(folder, join(data(), 'servers'));
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(folder).uid, user?.uid ?? process.getuid());
  assert.equal(user === null, !isRoot);
  assert.deepEqual(serversFolder(data(), null), { folder, user });
});

test('is elsewhere, with a note, where the unprivileged user cannot get through', { skip: !isRoot }, () => {
  chmodSync(join(home, 'checkout'), 0o700);
  const elsewhere = join(home, 'var-lib');
  const { folder } = serversFolder(data(), elsewhere);
  assert.match(folder, /var-lib\/checkout-[0-9a-f]{8}\/servers$/);
  assert.match(readFileSync(join(data(), 'servers-are-elsewhere.txt'), 'utf8'), new RegExp(folder));
  assert.ok(!existsSync(join(data(), 'servers')));
  assert.equal(serversFolder(data(), elsewhere).folder, folder);
});

test('is nowhere where elsewhere is not wanted', { skip: !isRoot }, () => {
  chmodSync(join(home, 'checkout'), 0o700);
  assert.throws(() => serversFolder(data(), null), /cannot get to/);
});

test('as root the servers run as postgres, else as nobody, else not at all', () => {
  const known = { postgres: { uid: 101, gid: 104 }, nobody: { uid: 65534, gid: 65534 } };
  assert.deepEqual(unprivilegedUser({ uid: 0, idOf: (name) => known[name] }), known.postgres);
  assert.deepEqual(
    unprivilegedUser({ uid: 0, idOf: (name) => (name === 'nobody' ? known.nobody : null) }),
    known.nobody,
  );
  assert.throws(() => unprivilegedUser({ uid: 0, idOf: () => null }), /neither exists/);
  assert.equal(unprivilegedUser({ uid: 1000 }), null);
});
