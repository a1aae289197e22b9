import { spawnSync } from 'node:child_process';

/** Who the servers run as when we are root (Postgres refuses root): `{ uid, gid }`; `null` where we are nobody special. */
export function unprivilegedUser({ uid = process.getuid?.(), idOf = lookUp } = {}) {
  if (uid !== 0) return null;
  const user = idOf('postgres') ?? idOf('nobody');
  if (user === null) throw new Error('As root, the servers run as the user postgres or nobody; neither exists here.');
  return user;
}

function lookUp(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}
