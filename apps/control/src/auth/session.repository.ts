import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Actor, Role } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { ResourceEntity } from '../configuration/index.js';
import { sessionDays } from './session-cookie.js';

/** One session of a person, found by the hash of its token. */
@Entity('session')
@Index('session_by_user', ['userId'])
@Index('session_by_end', ['expiresAt'])
export class SessionEntity {
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'session_pkey' })
  readonly tokenHash: string;
  @Column('text', { name: 'user_id' })
  @ForeignKey(() => ResourceEntity, { name: 'session_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt: Date;
  @Column('timestamptz', { name: 'seen_at' })
  readonly seenAt: Date;
  @Column('timestamptz', { name: 'expires_at' })
  readonly expiresAt: Date;
}

const lifeMs = sessionDays * 24 * 3600 * 1000;
const hourMs = 3600 * 1000;
const slideAfterMs = hourMs;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

interface OpenSession {
  readonly actor: Actor;
  /** True where its end was moved just now, and the cookie's with it. */
  readonly wasExtended: boolean;
}

/** Sessions of people, 30 days from their last use. Only the token's hash is kept. */
@Injectable()
export class SessionRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditRepository,
  ) {}

  /** Answers the session's token. */
  async open({ id, name, role }: SessionUser, ip: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.query(
        'insert into session (token_hash, user_id, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)',
        [hashOf(token), id, now, new Date(now.getTime() + lifeMs)],
      );
      await this.audit.record(
        tx,
        { type: 'user', id, name, role, ip },
        { action: 'signed in', kind: 'user', id, name },
      );
    });
    return token;
  }

  async find(token: string, ip: string): Promise<OpenSession | null> {
    const now = this.clock.now();
    const [found] = await this.database.query<{ id: string; name: string; role: Role; seenAt: Date }>(
      `select resource.id, resource.name, resource.document->>'role' as role, session.seen_at as "seenAt"
       from session join resource on resource.id = session.user_id
       where session.token_hash = $1 and session.expires_at > $2`,
      [hashOf(token), now],
    );
    if (!found) return null;
    const { id, name, role, seenAt } = found;
    const wasExtended = now.getTime() - seenAt.getTime() > slideAfterMs;
    if (wasExtended) await this.extend(token, now);
    return { actor: { type: 'user', id, name, role, ip }, wasExtended };
  }

  async close(token: string): Promise<void> {
    await this.database.query('delete from session where token_hash = $1', [hashOf(token)]);
  }

  @Sweep({ name: 'forget sessions', everyMs: hourMs })
  async forgetExpired(): Promise<void> {
    await this.database.query('delete from session where expires_at <= $1', [this.clock.now()]);
  }

  private async extend(token: string, now: Date): Promise<void> {
    await this.database.query('update session set seen_at = $2, expires_at = $3 where token_hash = $1', [
      hashOf(token),
      now,
      new Date(now.getTime() + lifeMs),
    ]);
  }
}
