import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { Role } from '../api/index.js';
import { type Fields, type ResourceDefinition, type ResourceKind, ResourceTools } from './resource.definition.js';
import { shown } from './resource.document.js';
import { placeOf, ResourceRepository, type StoredResource } from './resource.repository.js';

/** The configuration as REST shows it. */
@Injectable()
export class ResourceReader {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly tools: ResourceTools,
  ) {}

  async page<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
    role: Role,
  ): Promise<{ items: Fields[]; nextCursor: string | null }> {
    const { items, hasMore } = await this.repository.page(definition.kind, limit, fromCursor(cursor, ['text', 'text']));
    const last = items.at(-1)?.document;
    return {
      items: await this.show(definition, items, role),
      nextCursor: hasMore && last ? toCursor([...placeOf(definition.kind, last)]) : null,
    };
  }

  /** @throws DomainError `not-found`. */
  async one<K extends ResourceKind>(definition: ResourceDefinition<K>, id: string, role: Role): Promise<Fields> {
    return (await this.oneWithDocument(definition, id, role)).fields;
  }

  /** As the answer to the POST that made it shows it. @throws DomainError `not-found`. */
  async created<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    document: ConfigDocument<K>,
    role: Role,
  ): Promise<Fields> {
    return { ...(await this.one(definition, document.id, role)), ...definition.toldOnce(document, this.tools) };
  }

  /** As REST shows it, and as it is stored. @throws DomainError `not-found`. */
  async oneWithDocument<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    id: string,
    role: Role,
  ): Promise<{ fields: Fields; document: ConfigDocument<K> }> {
    const found = await this.found(definition, id);
    const [fields = {}] = await this.show(definition, [found], role);
    return { fields, document: found.document };
  }

  /** The document as stored, for those that work with it. @throws DomainError `not-found`. */
  async document<K extends ResourceKind>(definition: ResourceDefinition<K>, id: string): Promise<ConfigDocument<K>> {
    return (await this.found(definition, id)).document;
  }

  private async found<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    id: string,
  ): Promise<StoredResource<K>> {
    const found = await this.repository.find(definition.kind, id);
    if (!found) throw new DomainError('not-found', `There is no ${definition.word} ${id}.`);
    return found;
  }

  private async show<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    resources: readonly StoredResource<K>[],
    role: Role,
  ): Promise<Fields[]> {
    const computed = await definition.computedFields(
      resources.map(({ document }) => document.id),
      this.tools,
    );
    return resources.map(({ document, createdAt, updatedAt }) => {
      const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
      const fields = { ...shown(definition, document, this.tools), ...computed.get(document.id), ...times };
      return role === 'viewer' ? definition.forViewers(fields) : fields;
    });
  }
}
