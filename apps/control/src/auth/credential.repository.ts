import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, verify } from '@node-rs/argon2';
import type { Transaction } from '@ringdown/platform-persistence';
import { dictionary } from '@zxcvbn-ts/language-common';
import { Column, Entity, ForeignKey, PrimaryColumn, type Repository } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';
import { SessionEntity } from './session.repository.js';

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

  constructor(@InjectRepository(CredentialEntity) private readonly credentials: Repository<CredentialEntity>) {}

  /** Takes as long for somebody who is unknown or has no password as for a wrong one. */
  async isRight(userId: string | null, password: string): Promise<boolean> {
    // Postgres is asked about somebody unknown too: no user has an empty id
    const kept = await this.credentials.findOneBy({ userId: userId ?? '' });
    const isEqual = await verify(kept?.passwordHash ?? (await this.nobodys), password);
    return isEqual && kept !== null;
  }
}

/** A new password ends the sessions that were opened with the old one. */
export async function setPassword(tx: Transaction, userId: string, password: string): Promise<void> {
  await tx.manager.upsert(CredentialEntity, { userId, passwordHash: await hash(password) }, ['userId']);
  await tx.manager.delete(SessionEntity, { userId });
}

/** 49,000 passwords that leaked most often, in small letters; the 10,000 commonest are the first of them. */
const common = new Set(dictionary['passwords-common']);

export const commonPassword = 'choose another one: it is among the commonest passwords, which are tried first';

/** Whether a password is one that attackers try first, however it is spaced and whichever letters are capital. */
export const isCommonPassword = (password: string): boolean =>
  common.has(password.normalize('NFKC').replace(/\s/g, '').toLowerCase());
