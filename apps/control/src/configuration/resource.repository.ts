import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type ConfigDocument, withNewFields } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { Database, type Sql, type Transaction, violatedConstraint } from '@ringdown/platform-persistence';
import { Column, Entity, Index, PrimaryColumn, Repository } from 'typeorm';
import { type Page, pageOf } from '../api/index.js';
import { isInOrder, type ResourceKind } from './resource.definition.js';

/** A row of the configuration, of whatever kind: its document is what the API shows and the services mirror. */
@Entity('resource')
@Index('resource_by_name', { synchronize: false })
export class ResourceEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'resource_pkey' })
  readonly id: string;
  @Column('text')
  readonly kind: string;
  @Column('text')
  readonly name: string;
  @Column('jsonb')
  readonly document: unknown;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  readonly createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  readonly updatedAt: Date;
}

/** One resource of the configuration as it is stored. */
export interface StoredResource<K extends ResourceKind = ResourceKind> {
  readonly document: ConfigDocument<K>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface LineNumber {
  readonly providerAccountId: string;
  /** E.164. */
  readonly number: string;
}

const pageLength = 200;
const columns = 'document, created_at as "createdAt", updated_at as "updatedAt"';

/** The tables `resource` and `reference`. */
@Injectable()
export class ResourceRepository {
  constructor(
    private readonly database: Database,
    @InjectRepository(ResourceEntity) private readonly resources: Repository<ResourceEntity>,
  ) {}

  async find<K extends ResourceKind>(kind: K, id: string): Promise<StoredResource<K> | null> {
    const row = (await this.resources.findOneBy({ kind, id })) as StoredResource<K> | null;
    return row && { ...row, document: withNewFields(kind, row.document) };
  }

  /** Nobody else changes or deletes it until the transaction ends. */
  async lock<K extends ResourceKind>(tx: Sql, kind: K, id: string): Promise<StoredResource<K> | null> {
    const sql = `select ${columns} from resource where kind = $1 and id = $2 for update`;
    const [row] = await tx.query<StoredResource<K>>(sql, [kind, id]);
    return row ? { ...row, document: withNewFields(kind, row.document) } : null;
  }

  async all<K extends ResourceKind>(kind: K): Promise<ConfigDocument<K>[]> {
    return (await this.allStored(kind)).map(({ document }) => document);
  }

  async allStored<K extends ResourceKind>(kind: K): Promise<StoredResource<K>[]> {
    const all: StoredResource<K>[] = [];
    for (let after: readonly string[] | null = null; ;) {
      const { items, hasMore }: Page<StoredResource<K>> = await this.page(kind, pageLength, after);
      all.push(...items);
      const last = all.at(-1)?.document;
      if (!hasMore || !last) return all;
      after = placeOf(kind, last);
    }
  }

  /** By name, or in their own order; `after` is the place of the last one seen. */
  async page<K extends ResourceKind>(
    kind: K,
    limit: number,
    after: readonly string[] | null,
  ): Promise<Page<StoredResource<K>>> {
    const [key, id] = after ?? [];
    const first = isInOrder(kind) ? positionKey : nameKey;
    const sql = `select ${columns}, ${first} as first, id as second from resource
       where kind = $1 and ($2::text is null or (${first}, id) > (lower($2) collate "C", $3))
       order by first, second limit $4`;
    const { items, hasMore } = await pageOf<StoredResource<K>>(
      this.database,
      { sql, bytes: 'octet_length(document::text)', order: 'first, second', limit },
      [kind, key ?? null, id ?? null],
    );
    return { items: items.map((row) => ({ ...row, document: withNewFields(kind, row.document) })), hasMore };
  }

  async names(kind: ResourceKind): Promise<ReadonlyMap<string, string>> {
    const rows = await this.resources.find({ select: { id: true, name: true }, where: { kind } });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  has(kind: ResourceKind, id: string): Promise<boolean> {
    return this.resources.existsBy({ kind, id });
  }

  /** The numbers of all lines and the accounts that they are at, the first line first. */
  lineNumbers(): Promise<LineNumber[]> {
    return this.database.query<LineNumber>(
      `select document->>'providerAccountId' as "providerAccountId", document->>'number' as number
       from resource where kind = 'line' order by id`,
    );
  }

  async userByEmail(email: string): Promise<ConfigDocument<'user'> | null> {
    const sql = `select document from resource where kind = 'user' and lower(document->>'email') = lower($1)`;
    const [row] = await this.database.query<{ document: ConfigDocument<'user'> }>(sql, [email]);
    return row ? withNewFields('user', row.document) : null;
  }

  async contactByPhone(phone: string): Promise<ConfigDocument<'contact'> | null> {
    const sql = `select document from resource where kind = 'contact' and document->>'phone' = $1`;
    const [row] = await this.database.query<{ document: ConfigDocument<'contact'> }>(sql, [phone]);
    return row ? withNewFields('contact', row.document) : null;
  }

  async insert(tx: Transaction, kind: ResourceKind, document: ConfigDocument<ResourceKind>): Promise<void> {
    const { id, name } = document;
    await tx.manager.insert(ResourceEntity, { id, kind, name, document });
  }

  async update(tx: Transaction, document: ConfigDocument<ResourceKind>): Promise<void> {
    const { id, name } = document;
    await tx.manager.update(ResourceEntity, { id }, { name, document, updatedAt: () => 'now()' });
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.manager.delete(ResourceEntity, { id });
  }

  /** The kinds of those that exist, which then stay until the transaction ends. */
  async kindsOf(tx: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const sql = 'select id, kind from resource where id = any($1) order by id for key share';
    const rows = await tx.query<{ id: string; kind: string }>(sql, [[...new Set(ids)]]);
    return new Map(rows.map(({ id, kind }) => [id, kind]));
  }
}

/** SQL for what the resources of a kind are listed by: their names, or their positions as texts that sort alike. */
const nameKey = `lower(name) collate "C"`;
const positionKey = `lpad(document ->> 'position', 9, '0') collate "C"`;

/** Where a resource stands in the list of its kind. */
export const placeOf = (kind: ResourceKind, document: ConfigDocument<ResourceKind>): readonly [string, string] => [
  isInOrder(kind) && 'position' in document ? String(document.position).padStart(9, '0') : document.name,
  document.id,
];

const taken: Readonly<Record<string, readonly [string, string]>> = {
  resource_user_email: ['email', 'Another user has this e-mail address.'],
  resource_line_number: ['number', 'Another line has this number.'],
  resource_contact_phone: ['phone', 'Another contact has this phone number.'],
  resource_team_slug: ['slug', 'Another team has this short name.'],
};

/** A broken unique index as a conflict that names the field; everything else as it is. */
export function conflictOf(error: unknown): unknown {
  const known = taken[violatedConstraint(error) ?? ''];
  if (!known) return error;
  const [path, message] = known;
  return new DomainError('conflict', message, [{ path, message }]);
}

/** The document on a connection of the caller's; null where it is not there. */
export async function storedDocument<K extends ResourceKind>(
  on: Sql,
  kind: K,
  id: string,
): Promise<ConfigDocument<K> | null> {
  const sql = 'select document from resource where kind = $1 and id = $2';
  const [row] = await on.query<{ document: ConfigDocument<K> }>(sql, [kind, id]);
  return row ? withNewFields(kind, row.document) : null;
}

/** Whether it is there, and has these values in fields of its document. */
export async function isStored(
  on: Sql,
  kind: ResourceKind,
  id: unknown,
  fields: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const sql = 'select 1 from resource where kind = $1 and id = $2 and document @> $3::jsonb';
  return (await on.query(sql, [kind, id, JSON.stringify(fields)])).length > 0;
}

/** Whether all of them exist, which then stay until the transaction ends. */
export async function areStored(tx: Sql, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.query('select 1 from resource where id = any($1) for key share', [ids]);
  return rows.length === ids.length;
}

/** Of several that change admins at the same time one waits for the other until its transaction ends. */
export async function hasAnotherAdmin(tx: Sql, id: string): Promise<boolean> {
  await takeLock(tx, 'admins');
  const sql = `select 1 from resource where kind = 'user' and id <> $1 and document->>'role' = 'admin' limit 1`;
  return (await tx.query(sql, [id])).length > 0;
}

/** What only one instance of control may do at a time; the others wait until the transaction ends. */
export async function takeLock(tx: Sql, name: 'admins' | 'config-feed' | 'first-start' | 'order'): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`ringdown.control.${name}`]);
}
