import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Database } from '@ringdown/platform-persistence';

/** Passwords of people, as argon2id hashes. */
@Injectable()
export class Passwords {
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
