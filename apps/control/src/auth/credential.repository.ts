import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { dictionary } from '@zxcvbn-ts/language-common';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';

/** The password of one person, as an argon2id hash. */
@Entity('credential')
export class CredentialEntity {
  @PrimaryColumn('text', { name: 'user_id', primaryKeyConstraintName: 'credential_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'credential_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;
  @Column('text', { name: 'password_hash' })
  readonly passwordHash: string;
}

/** Passwords of people, as argon2id hashes. */
@Injectable()
export class CredentialRepository {
  private readonly nobodys = hash(randomBytes(16).toString('hex'));

  constructor(private readonly database: Database) {}

  /** Takes as long for somebody who is unknown or has no password as for a wrong one. */
  async isRight(userId: string | null, password: string): Promise<boolean> {
    const sql = 'select password_hash as "passwordHash" from credential where user_id = $1';
    const [kept] = await this.database.query<{ passwordHash: string }>(sql, [userId]);
    const isEqual = await verify(kept?.passwordHash ?? (await this.nobodys), password);
    return isEqual && kept !== undefined;
  }
}

/** A new password ends the sessions that were opened with the old one. */
export async function setPassword(tx: Sql, userId: string, password: string): Promise<void> {
  await tx.query(
    `insert into credential (user_id, password_hash) values ($1, $2)
     on conflict (user_id) do update set password_hash = excluded.password_hash`,
    [userId, await hash(password)],
  );
  await tx.query('delete from session where user_id = $1', [userId]);
}

/** 49,000 passwords that leaked most often, in small letters; the 10,000 commonest are the first of them. */
const common = new Set(dictionary['passwords-common']);

export const commonPassword = 'choose another one: it is among the commonest passwords, which are tried first';

/** Whether a password is one that attackers try first, however it is spaced and whichever letters are capital. */
export const isCommonPassword = (password: string): boolean =>
  common.has(password.normalize('NFKC').replace(/\s/g, '').toLowerCase());
