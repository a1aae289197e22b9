import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';
import type { ProviderName } from '../provider-accounts/index.js';

/** The code that was sent last to one person. */
@Entity('phone_code')
@Unique('phone_code_document_key_key', ['documentKey'])
export class PhoneCodeEntity {
  @PrimaryColumn('text', { name: 'user_id', primaryKeyConstraintName: 'phone_code_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'phone_code_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;
  @Column('text')
  readonly phone: string;
  @Column('text', { name: 'code_hash', nullable: true })
  readonly codeHash: string | null;
  @Column('text', { name: 'code_secret', nullable: true })
  readonly codeSecret: string | null;
  @Column('text', { name: 'document_key', nullable: true })
  readonly documentKey: string | null;
  @Column('text', { nullable: true })
  readonly provider: string | null;
  @Column('integer', { name: 'tries_left', default: 0 })
  readonly triesLeft: number;
  @Column('timestamptz', { name: 'expires_at' })
  readonly expiresAt: Date;
  @Column('timestamptz', { name: 'sent_at', array: true, default: () => "'{}'" })
  readonly sentAt: readonly Date[];
}

/** The code that was sent last to a person, and when codes were sent. `codeHash` null: there is none to be confirmed. */
interface PhoneCode {
  /** Where it was sent; null: it was not, or none ever was. */
  readonly phone: string | null;
  readonly codeHash: string | null;
  readonly triesLeft: number;
  readonly expiresAt: Date;
  readonly sentAt: readonly Date[];
}

interface SentCode extends PhoneCode {
  readonly phone: string;
  readonly codeHash: string;
  /** For a call: where the provider fetches what it says, and the encrypted code. */
  readonly spoken: (SpokenCode & { readonly key: string }) | null;
}

interface SpokenCode {
  readonly provider: ProviderName;
  readonly codeSecret: string;
}

/** The table `phone_code`: one row for each person that was ever sent one. */
@Injectable()
export class PhoneCodeRepository {
  constructor(private readonly database: Database) {}

  /** Nobody else sends or tries a code of this person until the transaction ends. */
  async lock(tx: Sql, userId: string, now: Date): Promise<PhoneCode> {
    await tx.query(
      `insert into phone_code (user_id, phone, expires_at) values ($1, '', $2) on conflict (user_id) do nothing`,
      [userId, now],
    );
    const [code] = await tx.query<PhoneCode>(
      `select nullif(phone, '') as phone, code_hash as "codeHash", tries_left as "triesLeft", expires_at as "expiresAt", sent_at as "sentAt"
       from phone_code where user_id = $1 for update`,
      [userId],
    );
    if (!code) throw new Error(`no phone code of ${userId}`);
    return code;
  }

  async put(tx: Sql, userId: string, code: SentCode): Promise<void> {
    const { phone, codeHash, triesLeft, expiresAt, sentAt, spoken } = code;
    await tx.query(
      `update phone_code set phone = $2, code_hash = $3, tries_left = $4, expires_at = $5, sent_at = $6,
         document_key = $7, provider = $8, code_secret = $9
       where user_id = $1`,
      [
        userId,
        phone,
        codeHash,
        triesLeft,
        expiresAt,
        sentAt,
        spoken?.key ?? null,
        spoken?.provider ?? null,
        spoken?.codeSecret ?? null,
      ],
    );
  }

  async countTry(tx: Sql, userId: string): Promise<void> {
    await tx.query('update phone_code set tries_left = tries_left - 1 where user_id = $1', [userId]);
  }

  /** It is used up: neither confirmed nor spoken again. When it was sent still counts. */
  async spend(tx: Sql, userId: string): Promise<void> {
    await tx.query(
      'update phone_code set code_hash = null, code_secret = null, document_key = null, provider = null where user_id = $1',
      [userId],
    );
  }

  /** The provider refused to send it. That it was tried still counts. */
  async withdraw(tx: Sql, userId: string, codeHash: string): Promise<void> {
    await tx.query(
      `update phone_code set phone = '', code_hash = null, code_secret = null, document_key = null, provider = null
       where user_id = $1 and code_hash = $2`,
      [userId, codeHash],
    );
  }

  /** What is said at a document's address, while its code may be confirmed. */
  async spoken(key: string, now: Date): Promise<SpokenCode | null> {
    const sql = `select provider, code_secret as "codeSecret" from phone_code
                 where document_key = $1 and expires_at > $2 and tries_left > 0`;
    return (await this.database.query<SpokenCode>(sql, [key, now]))[0] ?? null;
  }
}
