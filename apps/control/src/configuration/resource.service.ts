import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { Database, newId, type Transaction } from '@ringdown/platform-persistence';
import type { Actor } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { ConfigurationPublisher } from './config-publisher.js';
import { redact } from './redact.js';
import { activeReferences, danglingReferences, referencesToCheck } from './reference.js';
import { references } from './reference.repository.js';
import {
  type Fields,
  isInOrder,
  type ResourceChange,
  type ResourceDefinition,
  type ResourceKind,
  ResourceTools,
} from './resource.definition.js';
import { changedDocument, newDocument, type Written } from './resource.document.js';
import { conflictOf, ResourceRepository, takeLock } from './resource.repository.js';

type Change<K extends ResourceKind> = ResourceChange<ConfigDocument<K>>;
type ChangedBy<K extends ResourceKind> = (before: ConfigDocument<K>) => ConfigDocument<K>;

/** Every change of the configuration: resource, references, audit entry and note for the publisher in one transaction, then published. */
@Injectable()
export class ResourceService {
  constructor(
    private readonly database: Database,
    private readonly repository: ResourceRepository,
    private readonly trail: AuditRepository,
    private readonly publisher: ConfigurationPublisher,
    private readonly tools: ResourceTools,
  ) {}

  /** `fields` are what `definition.input` gives; `action` names it in the audit log. @throws DomainError `invalid` for what cannot be read and references that dangle, `conflict` where it is there already. */
  async create<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    fields: Fields,
    actor: Actor,
    action = 'created',
  ): Promise<ConfigDocument<K>> {
    const { input, document } = newDocument(definition, newId(definition.idKind), fields, this.tools);
    this.assertReadable(definition, document, null);
    return this.commit(definition, async (tx) => {
      await this.repository.insert(tx, definition.kind, document);
      const settled = await this.settle(tx, definition, { id: document.id, before: null, after: document, input });
      await this.record(tx, definition, action, actor, settled);
      return settled.after ?? document;
    });
  }

  /** A PATCH: any subset of what `create` takes; `action` names it in the audit log. */
  async patch<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    id: string,
    body: unknown,
    actor: Actor,
    action = 'changed',
  ): Promise<ConfigDocument<K>> {
    return this.change(definition, id, actor, action, (before) =>
      changedDocument(definition, before, body, this.tools),
    );
  }

  /** A change of what clients do not write by PATCH, e.g. an override or a token. */
  async edit<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    id: string,
    actor: Actor,
    action: string,
    edit: ChangedBy<K>,
  ): Promise<ConfigDocument<K>> {
    return this.change(definition, id, actor, action, (before) => ({ input: null, document: edit(before) }));
  }

  /** @throws DomainError `conflict` naming the resources that use it. */
  async remove<K extends ResourceKind>(definition: ResourceDefinition<K>, id: string, actor: Actor): Promise<void> {
    await this.commit(definition, async (tx) => {
      const before = await this.locked(tx, definition, id);
      await references.deleteExpired(tx, id, this.tools.clock.now());
      const users = await references.usersOf(tx, id);
      if (users.length > 0) {
        const names = users.map((user) => `${user.kind.replaceAll('-', ' ')} "${user.name}"`).join(', ');
        throw new DomainError('conflict', `${before.name} is used by ${names}. Change that first.`);
      }
      await this.publisher.noteDependents(tx, id);
      await this.repository.remove(tx, id);
      const change: Change<K> = { id, before, after: null, input: null };
      await definition.written(change, tx, this.tools);
      await this.record(tx, definition, 'deleted', actor, change);
    });
  }

  private async change<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    id: string,
    actor: Actor,
    action: string,
    make: (before: ConfigDocument<K>) => { input: Written<K>['input'] | null; document: ConfigDocument<K> },
  ): Promise<ConfigDocument<K>> {
    return this.commit(definition, async (tx) => {
      const before = await this.locked(tx, definition, id);
      const { input, document } = make(before);
      this.assertReadable(definition, document, before);
      const change: Change<K> = { id, before, after: document, input };
      await this.repository.update(tx, document);
      const settled = await this.settle(tx, definition, change);
      await this.record(tx, definition, action, actor, settled);
      return settled.after ?? document;
    });
  }

  private async commit<T>(
    { kind }: Pick<ResourceDefinition, 'kind'>,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const ordered = async (tx: Transaction): Promise<T> => {
      // before any row is locked: each change may move others
      if (isInOrder(kind)) await takeLock(tx, 'order');
      return work(tx);
    };
    const answer = await this.database.transaction(ordered).catch((error: unknown) => {
      throw conflictOf(error);
    });
    await this.publisher.publish();
    return answer;
  }

  private async locked<K extends ResourceKind>(
    tx: Transaction,
    definition: ResourceDefinition<K>,
    id: string,
  ): Promise<ConfigDocument<K>> {
    const found = await this.repository.lock(tx, definition.kind, id);
    if (!found) throw new DomainError('not-found', `There is no ${definition.word} ${id}.`);
    return found.document;
  }

  private async settle<K extends ResourceKind>(
    tx: Transaction,
    definition: ResourceDefinition<K>,
    change: Change<K>,
  ): Promise<Change<K>> {
    const now = this.tools.clock.now();
    const named = change.after ? definition.references(change.after) : [];
    const checked = referencesToCheck(named, change.before ? definition.references(change.before) : [], now);
    const kinds = await this.repository.kindsOf(
      tx,
      checked.map((reference) => reference.to),
    );
    const dangling = danglingReferences(checked, kinds);
    if (dangling.length > 0) throw invalidFields(dangling);
    await references.replace(tx, change.id, activeReferences(named, now));
    const after = await definition.written(change, tx, this.tools);
    return after ? { ...change, after } : change;
  }

  /** What is wrong already does not keep anything else from being changed: readiness says so. */
  private assertReadable<K extends ResourceKind>(
    definition: ResourceDefinition<K>,
    document: ConfigDocument<K>,
    before: ConfigDocument<K> | null,
  ): void {
    const faultsOf = (one: ConfigDocument<K>) => definition.faults(one, this.tools);
    const known = new Set(before ? faultsOf(before).map(({ path, message }) => `${path} ${message}`) : []);
    const faults = faultsOf(document).filter(({ path, message }) => !known.has(`${path} ${message}`));
    if (faults.length > 0) throw invalidFields(faults);
  }

  private async record<K extends ResourceKind>(
    tx: Transaction,
    definition: ResourceDefinition<K>,
    action: string,
    actor: Actor,
    { id, before, after }: Change<K>,
  ): Promise<void> {
    const name = (after ?? before)?.name ?? id;
    await this.publisher.note(tx, definition.kind, id);
    await this.trail.record(tx, actor, {
      action,
      kind: definition.kind,
      id,
      name,
      ...(before ? { before: redact(entriesOtherThan(after, before)) } : {}),
      ...(after ? { after: redact(entriesOtherThan(before, after)) } : {}),
    });
  }
}

/** The document without what it has in common with `other` in lists of entries by id: one override more is no copy of 2,000. */
function entriesOtherThan(other: Fields | null, document: Fields): Fields {
  const changed = ([field, value]: [string, unknown]): [string, unknown] => {
    const others = other?.[field];
    if (!Array.isArray(value) || !Array.isArray(others)) return [field, value];
    const known = new Map(others.filter(hasId).map((entry) => [entry.id, entry]));
    return [field, value.filter((entry) => !hasId(entry) || !isDeepStrictEqual(known.get(entry.id), entry))];
  };
  return Object.fromEntries(Object.entries(document).map(changed));
}

const hasId = (entry: unknown): entry is { readonly id: unknown } =>
  typeof entry === 'object' && entry !== null && 'id' in entry;
