import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { Role } from '../who/index.js';
import { shown } from './document.js';
import { KindTools } from './kind-tools.js';
import type { NamedKind } from './named-kind.js';
import type { Fields, ThingKind } from './thing-kind.js';
import { type Thing, ThingStore } from './thing-store.js';

/** The configuration as REST shows it. */
@Injectable()
export class ReadThings {
  constructor(
    private readonly store: ThingStore,
    private readonly tools: KindTools,
  ) {}

  async page<K extends NamedKind>(
    kind: ThingKind<K>,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
    role: Role,
  ): Promise<{ items: Fields[]; nextCursor: string | null }> {
    const { items, hasMore } = await this.store.page(kind.kind, limit, fromCursor(cursor, ['text', 'text']));
    const last = items.at(-1)?.document;
    return {
      items: await this.show(kind, items, role),
      nextCursor: hasMore && last ? toCursor([last.name, last.id]) : null,
    };
  }

  /** @throws DomainError `not-found`. */
  async one<K extends NamedKind>(kind: ThingKind<K>, id: string, role: Role): Promise<Fields> {
    const [fields] = await this.show(kind, [await this.thing(kind, id)], role);
    return fields ?? {};
  }

  /** The document as stored, for those that work with it. @throws DomainError `not-found`. */
  async document<K extends NamedKind>(kind: ThingKind<K>, id: string): Promise<ConfigDocument<K>> {
    return (await this.thing(kind, id)).document;
  }

  private async thing<K extends NamedKind>(kind: ThingKind<K>, id: string): Promise<Thing<K>> {
    const thing = await this.store.find(kind.kind, id);
    if (!thing) throw new DomainError('not-found', `There is no ${kind.word} ${id}.`);
    return thing;
  }

  private async show<K extends NamedKind>(
    kind: ThingKind<K>,
    things: readonly Thing<K>[],
    role: Role,
  ): Promise<Fields[]> {
    const beside = await kind.beside(
      things.map(({ document }) => document.id),
      this.tools,
    );
    return things.map(({ document, createdAt, updatedAt }) => {
      const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
      const fields = { ...shown(kind, document, this.tools), ...beside.get(document.id), ...times };
      return role === 'viewer' ? kind.forViewers(fields) : fields;
    });
  }
}
