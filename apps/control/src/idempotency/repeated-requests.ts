import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, DomainError, RawJson, writeJson } from '@ringdown/kernel';
import { Seal } from '@ringdown/platform-config';
import { Database } from '@ringdown/platform-persistence';

const lifeMs = 24 * 3600 * 1000;
/** A request that has not answered by then was cut off, and may be made again. */
const abandonedMs = 60_000;

export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface KeyedRequest {
  readonly actorId: string;
  readonly key: string;
  /** Method, path and body: the same key for something else is a mistake. */
  readonly content: string;
}

interface Row {
  readonly requestHash: string;
  readonly status: number | null;
  readonly answerSecret: string | null;
}

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Answers by `Idempotency-Key`, for 24 h. Sealed, since an answer may carry a new secret. */
@Injectable()
export class RepeatedRequests {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
    private readonly clock: Clock,
  ) {}

  /** Null where this is the first time: do it, then `keep` or `forget`. @throws DomainError `conflict`. */
  async claim({ actorId, key, content }: KeyedRequest): Promise<KeptAnswer | null> {
    const now = this.clock.now().getTime();
    const claimed = await this.database.query(
      `insert into idempotency (actor_id, key, request_hash, created_at) values ($1, $2, $3, $4)
       on conflict (actor_id, key) do update
         set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, answer_secret = null
         where idempotency.created_at < case when idempotency.status is null then $5 else $6 end::timestamptz
       returning key`,
      [actorId, key, hashOf(content), new Date(now), new Date(now - abandonedMs), new Date(now - lifeMs)],
    );
    if (claimed.length > 0) return null;
    return this.kept({ actorId, key, content });
  }

  async keep({ actorId, key }: KeyedRequest, { status, body }: KeptAnswer): Promise<void> {
    const sql = 'update idempotency set status = $3, answer_secret = $4 where actor_id = $1 and key = $2';
    await this.database.query(sql, [actorId, key, status, this.seal.close(writeJson(body ?? null))]);
  }

  /** It failed and changed nothing: the same key may try again. */
  async forget({ actorId, key }: KeyedRequest): Promise<void> {
    await this.database.query('delete from idempotency where actor_id = $1 and key = $2', [actorId, key]);
  }

  async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - lifeMs);
    await this.database.query('delete from idempotency where created_at < $1', [before]);
  }

  private async kept({ actorId, key, content }: KeyedRequest): Promise<KeptAnswer> {
    const [row] = await this.database.query<Row>(
      `select request_hash as "requestHash", status, answer_secret as "answerSecret"
       from idempotency where actor_id = $1 and key = $2`,
      [actorId, key],
    );
    if (row && row.requestHash !== hashOf(content)) {
      throw new DomainError('conflict', 'This Idempotency-Key was used for another request. Use a new one.');
    }
    if (!row?.answerSecret || row.status === null) {
      throw new DomainError(
        'conflict',
        'The request with this Idempotency-Key is still under way. Try again in a moment.',
      );
    }
    return { status: row.status, body: asWritten(this.seal.open(row.answerSecret)) };
  }
}

const asWritten = (json: string): RawJson | null => (json === 'null' ? null : new RawJson(json));
