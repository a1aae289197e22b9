import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, DomainError, RawJson, writeJson } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { Column, Entity, Index, IsNull, LessThan, Not, PrimaryColumn, type Repository } from 'typeorm';

/** A request that was made under a key, and what it was answered. */
@Entity('idempotency')
@Index('idempotency_created_at', ['createdAt'])
export class IdempotencyEntity {
  @PrimaryColumn('text', { name: 'actor_id', primaryKeyConstraintName: 'idempotency_pkey' })
  readonly actorId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_pkey' })
  readonly key: string;
  @Column('text', { name: 'request_hash' })
  readonly requestHash: string;
  @Column('integer', { nullable: true })
  readonly status: number | null;
  @Column('text', { name: 'answer_secret', nullable: true })
  readonly answerSecret: string | null;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt: Date;
}

const hourMs = 3600 * 1000;
const lifeMs = 24 * hourMs;
/** A request that has not answered by then was cut off, and may be made again. */
const abandonedMs = 60_000;

/** Whether the secret that a kept answer carries is still the valid one. */
export type StillValid = (on: Sql, answer: Readonly<Record<string, unknown>>, settings: Settings) => Promise<boolean>;

interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface KeyedRequest {
  readonly actorId: string;
  readonly key: string;
  /** Method, path and body: the same key for something else is a mistake. */
  readonly content: string;
}

/** Answers by `Idempotency-Key`, for 24 h. Encrypted, since an answer may carry a new secret. */
@Injectable()
export class IdempotencyRepository {
  constructor(
    @InjectRepository(IdempotencyEntity) private readonly requests: Repository<IdempotencyEntity>,
    private readonly database: Database,
    private readonly cipher: SecretCipher,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Null where this is the first time: do it, then `keep` or `forget`. @throws DomainError `conflict` for another request under the same
   * key, one that is under way, and an answer whose secret is valid no more.
   */
  async claim({ actorId, key, content }: KeyedRequest, isValid?: StillValid): Promise<KeptAnswer | null> {
    const now = this.clock.now().getTime();
    const claimed = await this.database.query(
      `insert into idempotency (actor_id, key, request_hash, created_at) values ($1, $2, $3, $4)
       on conflict (actor_id, key) do update
         set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, answer_secret = null
         where idempotency.created_at < case when idempotency.status is null then $5 else $6 end::timestamptz
       returning key`,
      [actorId, key, this.hashOf(content), new Date(now), new Date(now - abandonedMs), new Date(now - lifeMs)],
    );
    if (claimed.length > 0) return null;
    return this.kept({ actorId, key, content }, isValid);
  }

  async keep({ actorId, key }: KeyedRequest, { status, body }: KeptAnswer): Promise<void> {
    const answerSecret = this.cipher.encrypt(writeJson(body ?? null));
    await this.requests.update({ actorId, key }, { status, answerSecret });
  }

  /** It failed and changed nothing: the same key may try again. */
  async forget({ actorId, key }: KeyedRequest): Promise<void> {
    await this.requests.delete({ actorId, key });
  }

  @Sweep({ name: 'forget idempotency keys', everyMs: hourMs })
  async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - lifeMs);
    await this.requests.delete({ createdAt: LessThan(before) });
  }

  private async kept(request: KeyedRequest, isValid: StillValid | undefined): Promise<KeptAnswer> {
    const { actorId, key, content } = request;
    const row = await this.requests.findOneBy({ actorId, key });
    if (row && row.requestHash !== this.hashOf(content)) {
      throw new DomainError('conflict', 'This Idempotency-Key was used for another request. Use a new one.');
    }
    if (!row || row.status === null) {
      throw new DomainError(
        'conflict',
        'The request with this Idempotency-Key is still under way. Try again in a moment.',
      );
    }
    const json = row.answerSecret === null ? null : this.opened(row.answerSecret);
    if (json === null) throw noLongerValid();
    const answer = JSON.parse(json) as Record<string, unknown>;
    if (isValid && !(await isValid(this.database, answer, this.settings))) {
      await this.forgetAnswer(request);
      throw noLongerValid();
    }
    return { status: row.status, body: asWritten(json) };
  }

  /** That the request took effect is known as long as before; what it answered is not. */
  private async forgetAnswer({ actorId, key }: KeyedRequest): Promise<void> {
    await this.requests.update({ actorId, key, status: Not(IsNull()) }, { answerSecret: null });
  }

  /** Null where it was encrypted with another SECRET_KEY. */
  private opened(encrypted: string): string | null {
    try {
      return this.cipher.decrypt(encrypted);
    } catch {
      return null;
    }
  }

  /** A body may hold a password or a code: nobody who reads the table may try out which. */
  private hashOf(content: string): string {
    return createHmac('sha256', this.settings.secretKey).update(`idempotency ${content}`).digest('hex');
  }
}

const noLongerValid = (): DomainError =>
  new DomainError(
    'conflict',
    'This request has taken effect, but what it answered is no longer valid. Use a new Idempotency-Key to make another one.',
  );

const asWritten = (json: string): RawJson | null => (json === 'null' ? null : new RawJson(json));
