import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DomainError } from '@ringdown/kernel';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import { Column, Entity, Index, PrimaryColumn, type Repository, Unique } from 'typeorm';
import type { Actor, Role, StillValid } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';

/** The key of one program, found by its hash. */
@Entity('api_key')
@Unique('api_key_key_hash_key', ['keyHash'])
@Index('api_key_from_environment', ['fromEnvironment'], { unique: true, where: 'from_environment' })
export class ApiKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'api_key_pkey' })
  readonly id: string;
  @Column('text')
  readonly name: string;
  @Column('text')
  readonly role: Role;
  @Column('text')
  readonly prefix: string;
  @Column('text', { name: 'key_hash' })
  readonly keyHash: string;
  @Column('boolean', { name: 'from_environment', default: false })
  readonly fromEnvironment: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  readonly createdAt: Date;
}

/** A key as REST shows it: never the key itself. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly prefix: string;
  readonly createdAt: Date;
}

const shown = { id: true, name: true, role: true, prefix: true, createdAt: true } as const;
const prefixLength = 8;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether a key that was answered opens anything still. */
export const isValidKey: StillValid = async (on, { key }) =>
  typeof key === 'string' && (await on.query('select 1 from api_key where key_hash = $1', [hashOf(key)])).length > 0;

/** Keys of programs. Only their hash is kept. */
@Injectable()
export class ApiKeyRepository {
  constructor(
    @InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>,
    private readonly database: Database,
    private readonly audit: AuditRepository,
  ) {}

  async actorOf(key: string, ip: string): Promise<Actor | null> {
    const found = await this.keys.findOneBy({ keyHash: hashOf(key) });
    return found && { type: 'api-key', id: found.id, name: found.name, role: found.role, ip };
  }

  page(limit: number, after: readonly string[] | null): Promise<ApiKey[]> {
    return this.database.query<ApiKey>(
      `select id, name, role, prefix, created_at as "createdAt" from api_key
       where $1::text is null or (lower(name) collate "C", id) > (lower($1) collate "C", $2)
       order by lower(name) collate "C", id limit $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async one(id: string): Promise<ApiKey> {
    const key = await this.keys.findOne({ select: shown, where: { id } });
    if (!key) throw new DomainError('not-found', `There is no API key ${id}.`);
    return key;
  }

  /** The answer alone has the key itself. */
  async create(name: string, role: Role, actor: Actor): Promise<ApiKey & { key: string }> {
    const key = `rd_${randomBytes(24).toString('base64url')}`;
    const id = newId('apiKey');
    await this.database.transaction(async (tx) => {
      const prefix = key.slice(0, prefixLength);
      await tx.manager.insert(ApiKeyEntity, { id, name, role, prefix, keyHash: hashOf(key) });
      await this.audit.record(tx, actor, { action: 'created', kind: 'api-key', id, name, after: { name, role } });
    });
    return { ...(await this.one(id)), key };
  }

  async remove(id: string, actor: Actor): Promise<void> {
    const { name, role } = await this.one(id);
    await this.database.transaction(async (tx) => {
      await tx.manager.delete(ApiKeyEntity, { id });
      await this.audit.record(tx, actor, { action: 'deleted', kind: 'api-key', id, name, before: { name, role } });
    });
  }

  /** The key that the operator chose (RINGDOWN_API_KEY): there is one, with this value, however often this is called. */
  async keepOperatorsKey(tx: Sql, key: string): Promise<void> {
    await tx.query(
      `insert into api_key (id, name, role, prefix, key_hash, from_environment)
       values ($1, 'RINGDOWN_API_KEY', 'admin', $2, $3, true)
       on conflict (from_environment) where from_environment
       do update set prefix = excluded.prefix, key_hash = excluded.key_hash`,
      [newId('apiKey'), key.slice(0, prefixLength), hashOf(key)],
    );
  }
}
