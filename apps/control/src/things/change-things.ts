import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import { AuditTrail } from '../audit/index.js';
import type { Doer } from '../who/index.js';
import { ConfigFeed } from './config-feed.js';
import { conflictOf } from './conflict-of.js';
import { danglingReferences } from './dangling-references.js';
import { changedDocument, newDocument, type Written } from './document.js';
import { KindTools } from './kind-tools.js';
import type { NamedKind } from './named-kind.js';
import { redact } from './redact.js';
import type { Fields, ThingChange, ThingKind } from './thing-kind.js';
import { ThingStore } from './thing-store.js';

type Change<K extends NamedKind> = ThingChange<ConfigDocument<K>>;
type ChangedBy<K extends NamedKind> = (before: ConfigDocument<K>) => ConfigDocument<K>;

/** Every change of the configuration: thing, references, audit entry and note for the services in one transaction, then published. */
@Injectable()
export class ChangeThings {
  constructor(
    private readonly database: Database,
    private readonly store: ThingStore,
    private readonly trail: AuditTrail,
    private readonly feed: ConfigFeed,
    private readonly tools: KindTools,
  ) {}

  /** @throws ZodError, or DomainError `invalid` for what cannot be read and references that dangle, `conflict` where it is there already. */
  async create<K extends NamedKind>(kind: ThingKind<K>, body: unknown, by: Doer): Promise<ConfigDocument<K>> {
    const { input, document } = newDocument(kind, newId(kind.idKind), body, this.tools);
    assertReadable(kind, document, null);
    await this.commit(async (tx) => {
      await this.store.insert(tx, kind.kind, document);
      await this.settle(tx, kind, { id: document.id, before: null, after: document, input });
      await this.record(tx, kind, 'created', by, { id: document.id, before: null, after: document, input });
    });
    return document;
  }

  /** A PATCH: any subset of what `create` takes; `action` names it in the audit log. */
  async patch<K extends NamedKind>(
    kind: ThingKind<K>,
    id: string,
    body: unknown,
    by: Doer,
    action = 'changed',
  ): Promise<ConfigDocument<K>> {
    return this.change(kind, id, by, action, (before) => changedDocument(kind, before, body, this.tools));
  }

  /** A change of what clients do not write by PATCH, e.g. an override or a token. */
  async edit<K extends NamedKind>(
    kind: ThingKind<K>,
    id: string,
    by: Doer,
    action: string,
    edit: ChangedBy<K>,
  ): Promise<ConfigDocument<K>> {
    return this.change(kind, id, by, action, (before) => ({ input: null, document: edit(before) }));
  }

  /** @throws DomainError `conflict` naming the things that use it. */
  async remove<K extends NamedKind>(kind: ThingKind<K>, id: string, by: Doer): Promise<void> {
    await this.commit(async (tx) => {
      const before = await this.locked(tx, kind, id);
      const users = await this.store.usersOf(tx, id);
      if (users.length > 0) {
        const names = users.map((user) => `${user.kind.replaceAll('-', ' ')} "${user.name}"`).join(', ');
        throw new DomainError('conflict', `${before.name} is used by ${names}. Change that first.`);
      }
      await this.feed.noteWhatGoesWith(tx, id);
      await this.store.remove(tx, id);
      const change: Change<K> = { id, before, after: null, input: null };
      await kind.written(change, tx, this.tools);
      await this.record(tx, kind, 'deleted', by, change);
    });
  }

  private async change<K extends NamedKind>(
    kind: ThingKind<K>,
    id: string,
    by: Doer,
    action: string,
    make: (before: ConfigDocument<K>) => { input: Written<K>['input'] | null; document: ConfigDocument<K> },
  ): Promise<ConfigDocument<K>> {
    return this.commit(async (tx) => {
      const before = await this.locked(tx, kind, id);
      const { input, document } = make(before);
      assertReadable(kind, document, before);
      const change: Change<K> = { id, before, after: document, input };
      await this.store.update(tx, document);
      await this.settle(tx, kind, change);
      await this.record(tx, kind, action, by, change);
      return document;
    });
  }

  private async commit<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    const answer = await this.database.transaction(work).catch((error: unknown) => {
      throw conflictOf(error);
    });
    await this.feed.publish();
    return answer;
  }

  private async locked<K extends NamedKind>(tx: Sql, kind: ThingKind<K>, id: string): Promise<ConfigDocument<K>> {
    const thing = await this.store.lock(tx, kind.kind, id);
    if (!thing) throw new DomainError('not-found', `There is no ${kind.word} ${id}.`);
    return thing.document;
  }

  private async settle<K extends NamedKind>(tx: Sql, kind: ThingKind<K>, change: Change<K>): Promise<void> {
    const references = change.after ? kind.references(change.after) : [];
    const kinds = await this.store.kindsOf(
      tx,
      references.map((reference) => reference.to),
    );
    const dangling = danglingReferences(references, kinds);
    if (dangling.length > 0) throw invalidFields(dangling);
    await this.store.replaceReferences(tx, change.id, references);
    await kind.written(change, tx, this.tools);
  }

  private async record<K extends NamedKind>(
    tx: Sql,
    kind: ThingKind<K>,
    action: string,
    by: Doer,
    { id, before, after }: Change<K>,
  ): Promise<void> {
    const name = (after ?? before)?.name ?? id;
    await this.feed.note(tx, kind.kind, id);
    await this.trail.record(tx, by, {
      action,
      kind: kind.kind,
      id,
      name,
      ...(before ? { before: redact(entriesOtherThan(after, before)) } : {}),
      ...(after ? { after: redact(entriesOtherThan(before, after)) } : {}),
    });
  }
}

/** What is wrong already does not keep anything else from being changed: readiness tells of it. */
function assertReadable<K extends NamedKind>(
  kind: ThingKind<K>,
  document: ConfigDocument<K>,
  before: ConfigDocument<K> | null,
): void {
  const known = new Set(before ? kind.faults(before).map(({ path, message }) => `${path} ${message}`) : []);
  const faults = kind.faults(document).filter(({ path, message }) => !known.has(`${path} ${message}`));
  if (faults.length > 0) throw invalidFields(faults);
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
