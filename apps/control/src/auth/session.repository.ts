import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { Column, Entity, ForeignKey, Index, LessThanOrEqual, PrimaryColumn, type Repository } from 'typeorm';
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

const usedAt = (now: Date) => ({ seenAt: now, expiresAt: new Date(now.getTime() + lifeMs) });

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
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditRepository,
  ) {}

  /** Answers the session's token. */
  async open({ id, name, role }: SessionUser, ip: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.manager.insert(SessionEntity, {
        tokenHash: hashOf(token),
        userId: id,
        createdAt: now,
        ...usedAt(now),
      });
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
    const [found] = await this.database.query<SessionUser & Pick<SessionEntity, 'seenAt'>>(
      `select resource.id, resource.name, resource.document->>'role' as role, session.seen_at as "seenAt"
       from session join resource on resource.id = session.user_id
       where session.token_hash = $1 and session.expires_at > $2`,
      [hashOf(token), now],
    );
    if (!found) return null;
    const { id, name, role, seenAt } = found;
    const wasExtended = now.getTime() - seenAt.getTime() > slideAfterMs;
    if (wasExtended) await this.sessions.update({ tokenHash: hashOf(token) }, usedAt(now));
    return { actor: { type: 'user', id, name, role, ip }, wasExtended };
  }

  async close(token: string): Promise<void> {
    await this.sessions.delete({ tokenHash: hashOf(token) });
  }

  @Sweep({ name: 'forget sessions', everyMs: hourMs })
  async forgetExpired(): Promise<void> {
    await this.sessions.delete({ expiresAt: LessThanOrEqual(this.clock.now()) });
  }
}
