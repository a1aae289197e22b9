import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { type Page, pageOf } from '../pages/index.js';
import type { NamedKind } from './named-kind.js';
import type { Reference } from './reference.js';

/** One thing of the configuration as it is stored. */
export interface Thing<K extends NamedKind = NamedKind> {
  readonly document: ConfigDocument<K>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ThingName {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

const pageLength = 200;
const columns = 'document, created_at as "createdAt", updated_at as "updatedAt"';

/** The tables `thing` and `reference`. */
@Injectable()
export class ThingStore {
  constructor(private readonly database: Database) {}

  async find<K extends NamedKind>(kind: K, id: string, on: Sql = this.database): Promise<Thing<K> | null> {
    const [thing] = await on.query<Thing<K>>(`select ${columns} from thing where kind = $1 and id = $2`, [kind, id]);
    return thing ?? null;
  }

  /** Nobody else changes or deletes it until the transaction ends. */
  async lock<K extends NamedKind>(tx: Sql, kind: K, id: string): Promise<Thing<K> | null> {
    const sql = `select ${columns} from thing where kind = $1 and id = $2 for update`;
    return (await tx.query<Thing<K>>(sql, [kind, id]))[0] ?? null;
  }

  async all<K extends NamedKind>(kind: K): Promise<ConfigDocument<K>[]> {
    const documents: ConfigDocument<K>[] = [];
    for (let after: readonly string[] | null = null; ;) {
      const { items, hasMore }: Page<Thing<K>> = await this.page(kind, pageLength, after);
      documents.push(...items.map(({ document }) => document));
      const last = documents.at(-1);
      if (!hasMore || !last) return documents;
      after = [last.name, last.id];
    }
  }

  /** By name; `after` is name and id of the last one seen. */
  page<K extends NamedKind>(kind: K, limit: number, after: readonly string[] | null): Promise<Page<Thing<K>>> {
    const [name, id] = after ?? [];
    const sql = `select ${columns}, lower(name) collate "C" as first, id as second from thing
       where kind = $1 and ($2::text is null or (lower(name) collate "C", id) > (lower($2) collate "C", $3))
       order by first, second limit $4`;
    return pageOf<Thing<K>>(
      this.database,
      { sql, bytes: 'octet_length(document::text)', order: 'first, second', limit },
      [kind, name ?? null, id ?? null],
    );
  }

  async names(kind: NamedKind): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<ThingName>('select id, name from thing where kind = $1', [kind]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async has(kind: NamedKind, id: string): Promise<boolean> {
    return (await this.database.query('select 1 from thing where kind = $1 and id = $2', [kind, id])).length > 0;
  }

  async userByEmail(email: string): Promise<ConfigDocument<'user'> | null> {
    const sql = `select document from thing where kind = 'user' and lower(document->>'email') = lower($1)`;
    return (await this.database.query<{ document: ConfigDocument<'user'> }>(sql, [email]))[0]?.document ?? null;
  }

  async insert(tx: Sql, kind: NamedKind, document: ConfigDocument<NamedKind>): Promise<void> {
    await tx.query('insert into thing (id, kind, name, document) values ($1, $2, $3, $4)', [
      document.id,
      kind,
      document.name,
      JSON.stringify(document),
    ]);
  }

  async update(tx: Sql, document: ConfigDocument<NamedKind>): Promise<void> {
    await tx.query('update thing set name = $2, document = $3, updated_at = now() where id = $1', [
      document.id,
      document.name,
      JSON.stringify(document),
    ]);
  }

  async remove(tx: Sql, id: string): Promise<void> {
    await tx.query('delete from thing where id = $1', [id]);
  }

  /** The kinds of those that exist, which then stay until the transaction ends. */
  async kindsOf(tx: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const sql = 'select id, kind from thing where id = any($1) order by id for key share';
    const rows = await tx.query<{ id: string; kind: string }>(sql, [[...new Set(ids)]]);
    return new Map(rows.map(({ id, kind }) => [id, kind]));
  }

  async replaceReferences(tx: Sql, fromId: string, references: readonly Reference[]): Promise<void> {
    await tx.query('delete from reference where from_id = $1', [fromId]);
    if (references.length === 0) return;
    await tx.query(
      'insert into reference (from_id, path, to_id) select $1, path, to_id from unnest($2::text[], $3::text[]) as r (path, to_id)',
      [fromId, references.map((r) => r.path), references.map((r) => r.to)],
    );
  }

  /** The things that name this one. */
  usersOf(tx: Sql, id: string): Promise<ThingName[]> {
    const sql = `select distinct thing.id, thing.kind, thing.name from reference join thing on thing.id = reference.from_id
                 where reference.to_id = $1 order by thing.kind, thing.name limit 20`;
    return tx.query<ThingName>(sql, [id]);
  }
}
