import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@ringdown/kernel';
import { Database, type Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, Index, PrimaryGeneratedColumn, type Repository } from 'typeorm';
import { type Actor, type Page, pageOf, type Role } from '../api/index.js';

/** A row of the audit log. */
@Entity('audit_entry')
@Index('audit_resource', ['resourceId', 'sequence'])
@Index('audit_merge_key', ['mergeKey'], { unique: true, where: 'merge_key is not null' })
@Index('audit_signed_in', ['resourceId', 'ip'], { where: "action = 'signed in'" })
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_pkey',
  })
  readonly sequence: string;
  @Column('timestamptz')
  readonly at: Date;
  @Column('jsonb')
  readonly actor: Omit<AuditActor, 'ip'>;
  @Column('text', { nullable: true })
  readonly ip: string | null;
  @Column('text')
  readonly action: string;
  @Column('text')
  readonly kind: string;
  @Column('text', { name: 'resource_id' })
  readonly resourceId: string;
  @Column('text', { name: 'resource_name' })
  readonly resourceName: string;
  @Column('jsonb', { nullable: true })
  readonly before: object | null;
  @Column('jsonb', { nullable: true })
  readonly after: object | null;
  @Column('text', { name: 'merge_key', nullable: true })
  readonly mergeKey: string | null;
}

/** One change as it is written down. `before` and `after` come here without secrets. */
export interface AuditEntry {
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Who did it: whoever has not proved who they are is `notSignedIn`. */
export interface AuditActor {
  readonly type: Actor['type'] | 'anonymous';
  readonly id: string;
  readonly name: string;
  readonly role: Role | null;
  readonly ip: string | null;
}

/** Who did not prove who they are; only the audit log names them. */
export const notSignedIn = { type: 'anonymous', id: 'anonymous', name: 'Not signed in', role: null } as const;

/** Something that may come in a flood: what has the same `mergeKey` is one entry, which counts its tries. */
export interface FrequentEntry extends Omit<AuditEntry, 'before' | 'after'> {
  readonly mergeKey: string;
}

interface Row {
  readonly sequence: string;
  readonly at: Date;
  readonly actor: Omit<AuditActor, 'ip'>;
  readonly ip: string | null;
  readonly action: string;
  readonly kind: string;
  readonly resource_id: string;
  readonly resource_name: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** Who changed what, when, from where. */
@Injectable()
export class AuditRepository {
  constructor(
    @InjectRepository(AuditEntryEntity) private readonly entries: Repository<AuditEntryEntity>,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of the change, so that there is neither without the other. */
  async record(tx: Transaction, actor: AuditActor, entry: AuditEntry): Promise<void> {
    await tx.manager.insert(AuditEntryEntity, this.row(actor, entry));
  }

  /** By itself: for what another service or a provider has done already. */
  async recordAlone(actor: AuditActor, entry: AuditEntry): Promise<void> {
    await this.entries.insert(this.row(actor, entry));
  }

  async count({ ip, ...actor }: AuditActor, entry: FrequentEntry, tries: number): Promise<void> {
    await this.database.query(
      `insert into audit_entry (at, actor, ip, action, kind, resource_id, resource_name, after, merge_key)
       values ($1, $2, $3, $4, $5, $6, $7, jsonb_build_object('tries', $9::integer), $8)
       on conflict (merge_key) where merge_key is not null
       do update set after = jsonb_build_object('tries', (audit_entry.after->>'tries')::integer + $9)`,
      [
        this.clock.now(),
        JSON.stringify(actor),
        ip,
        entry.action,
        entry.kind,
        entry.id,
        entry.name,
        entry.mergeKey,
        tries,
      ],
    );
  }

  async hasSignedInFrom(userId: string, ip: string): Promise<boolean> {
    return this.entries.existsBy({ action: 'signed in', resourceId: userId, ip });
  }

  /** Newest first; `before` is the sequence of the last one seen. */
  async page(limit: number, before: string | null): Promise<Page<ShownEntry>> {
    const sql = 'select * from audit_entry where $1::bigint is null or sequence < $1 order by sequence desc limit $2';
    const bytes = 'coalesce(octet_length(before::text), 0) + coalesce(octet_length(after::text), 0)';
    const query = { sql, bytes, order: 'sequence desc', limit };
    const { items, hasMore } = await pageOf<Row>(this.database, query, [before]);
    return { items: items.map(shownEntry), hasMore };
  }

  private row({ ip, ...actor }: AuditActor, entry: AuditEntry) {
    return {
      at: this.clock.now(),
      actor,
      ip,
      action: entry.action,
      kind: entry.kind,
      resourceId: entry.id,
      resourceName: entry.name,
      before: entry.before ?? null,
      after: entry.after ?? null,
    };
  }
}

const shownEntry = (row: Row) => ({
  id: row.sequence,
  at: row.at.toISOString(),
  actor: row.actor,
  ip: row.ip,
  action: row.action,
  what: { kind: row.kind, id: row.resource_id, name: row.resource_name },
  before: row.before,
  after: row.after,
});
type ShownEntry = ReturnType<typeof shownEntry>;
