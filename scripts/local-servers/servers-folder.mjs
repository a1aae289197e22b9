import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ownFolder } from './own-folder.mjs';
import { unprivilegedUser } from './unprivileged-user.mjs';

const systemFolder = '/var/lib/ringdown';

/**
 * Where the servers' data lives, and as whom they run: `servers` below our data folder or, where the unprivileged user
 * cannot get there (a checkout under /root), a folder of the same purpose below `elsewhere` (null: nowhere); a note says so.
 * @returns {{ folder: string, user: { uid: number, gid: number } | null }}
 */
export function serversFolder(dataFolder, elsewhere = systemFolder) {
  const here = join(dataFolder, 'servers');
  const there = elsewhere && join(elsewhere, nameFor(dataFolder), 'servers');
  const existing = [here, there].find((folder) => folder && existsSync(folder));
  if (existing) return { folder: existing, user: ownerOf(existing) };

  const user = unprivilegedUser();
  ownFolder(here, user);
  if (user === null || canUse(here, user)) return { folder: here, user };
  rmdirSync(here);
  if (!there) throw new Error(`The user of the servers (uid ${user.uid}) cannot get to ${here}.`);
  ownFolder(there, user);
  if (!canUse(there, user))
    throw new Error(`The user of the servers (uid ${user.uid}) can get to neither ${here} nor ${there}.`);
  writeFileSync(join(dataFolder, 'servers-are-elsewhere.txt'), `The user of the servers cannot get here: ${there}\n`);
  return { folder: there, user };
}

/** Data that exists decides: whoever owns it runs the servers, whether we are root today or were yesterday. */
function ownerOf(folder) {
  const { uid, gid } = statSync(folder);
  const me = process.getuid?.();
  if (me === uid) return uid === 0 ? unprivilegedUser() : null;
  if (me === 0) return { uid, gid };
  throw new Error(`${folder} belongs to another user (uid ${uid}): start as root, as before, or remove that folder.`);
}

function canUse(folder, user) {
  return spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}

function nameFor(dataFolder) {
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
  return `${basename(dirname(dataFolder)) || 'root'}-${digest}`;
}
