import { hash } from '@node-rs/argon2';
import { type ConfigDocument, newUser } from '@ringdown/contracts';
import { isTimeZone, noTimeZone } from '@ringdown/domain-oncall';
import { DomainError } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';
import { thingKind, type ThingChange } from '../things/index.js';
import { commonPassword, isCommonPassword } from './common-passwords.js';

const isUncommon = (password: string | undefined): boolean => password === undefined || !isCommonPassword(password);

type Change = ThingChange<ConfigDocument<'user'>>;

export const userKind = thingKind({
  kind: 'user',
  idKind: 'user',
  path: 'users',
  word: 'user',
  input: newUser.extend({ password: newUser.shape.password.refine(isUncommon, commonPassword) }),
  ownFields: ['phoneVerifiedAt'],
  complete: ({ password: _password, ...input }, before) => ({
    ...input,
    phoneVerifiedAt: before && before.phone === input['phone'] ? before.phoneVerifiedAt : null,
  }),
  faults: ({ timeZone }) => (isTimeZone(timeZone) ? [] : [{ path: 'timeZone', message: noTimeZone }]),
  written: async (change, tx) => {
    await keepAnAdmin(change, tx);
    await keepPassword(change, tx);
  },
});

async function keepAnAdmin({ id, before, after }: Change, tx: Sql): Promise<void> {
  if (before?.role !== 'admin' || after?.role === 'admin') return;
  await tx.query(`select pg_advisory_xact_lock(hashtext('ringdown.control.admins'))`);
  const others = await tx.query(
    `select 1 from thing where kind = 'user' and id <> $1 and document->>'role' = 'admin' limit 1`,
    [id],
  );
  if (others.length === 0)
    throw new DomainError('conflict', 'This is the last admin. Make somebody else an admin first.');
}

/** A new password ends the sessions that were opened with the old one. */
async function keepPassword({ id, input }: Change, tx: Sql): Promise<void> {
  const password = input?.['password'];
  if (typeof password !== 'string') return;
  await tx.query(
    `insert into credential (user_id, password_hash) values ($1, $2)
     on conflict (user_id) do update set password_hash = excluded.password_hash`,
    [id, await hash(password)],
  );
  await tx.query('delete from session where user_id = $1', [id]);
}
