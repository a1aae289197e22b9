import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, MoreThan, PrimaryColumn, type Repository, Unique } from 'typeorm';
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
  readonly provider: ProviderName | null;
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

const noCode = { codeHash: null, codeSecret: null, documentKey: null, provider: null } as const;

/** The table `phone_code`: one row for each person that was ever sent one. */
@Injectable()
export class PhoneCodeRepository {
  constructor(@InjectRepository(PhoneCodeEntity) private readonly codes: Repository<PhoneCodeEntity>) {}

  /** Nobody else sends or tries a code of this person until the transaction ends. */
  async lock(tx: Transaction, userId: string, now: Date): Promise<PhoneCode> {
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

  async put(tx: Transaction, userId: string, { spoken, ...code }: SentCode): Promise<void> {
    const { key = null, provider = null, codeSecret = null } = spoken ?? {};
    await tx.manager.update(PhoneCodeEntity, { userId }, { ...code, documentKey: key, provider, codeSecret });
  }

  async countTry(tx: Transaction, userId: string): Promise<void> {
    await tx.manager.decrement(PhoneCodeEntity, { userId }, 'triesLeft', 1);
  }

  /** It is used up: neither confirmed nor spoken again. When it was sent still counts. */
  async spend(tx: Transaction, userId: string): Promise<void> {
    await tx.manager.update(PhoneCodeEntity, { userId }, noCode);
  }

  /** The provider refused to send it. That it was tried still counts. */
  async withdraw(tx: Transaction, userId: string, codeHash: string): Promise<void> {
    await tx.manager.update(PhoneCodeEntity, { userId, codeHash }, { ...noCode, phone: '' });
  }

  /** What is said at a document's address, while its code may be confirmed. */
  async spoken(key: string, now: Date): Promise<SpokenCode | null> {
    const code = await this.codes.findOneBy({ documentKey: key, expiresAt: MoreThan(now), triesLeft: MoreThan(0) });
    return code?.provider && code.codeSecret !== null ? { provider: code.provider, codeSecret: code.codeSecret } : null;
  }
}
