import type { Sql, Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Reference } from './reference.js';
import { ResourceEntity } from './resource.repository.js';

/** That the field at `path` of one resource names another, which is therefore not deleted. */
@Entity('reference')
@Index('reference_to', ['toId'])
export class ReferenceEntity {
  @PrimaryColumn('text', { name: 'from_id', primaryKeyConstraintName: 'reference_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'reference_from_id_fkey', onDelete: 'CASCADE' })
  readonly fromId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reference_pkey' })
  readonly path: string;
  @Column('text', { name: 'to_id' })
  @ForeignKey(() => ResourceEntity, { name: 'reference_to_id_fkey', onDelete: 'RESTRICT' })
  readonly toId: string;
  /** From then on it only tells of what was. */
  @Column('timestamptz', { name: 'holds_until', nullable: true })
  readonly holdsUntil: Date | null;
}

interface ResourceName {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** The table `reference`. */
export const references = {
  async replace(tx: Transaction, fromId: string, named: readonly Reference[]): Promise<void> {
    await tx.manager.delete(ReferenceEntity, { fromId });
    if (named.length === 0) return;
    // a large schedule refers to people 6,000 times: arrays, not as many parameters
    await tx.query(
      `insert into reference (from_id, path, to_id, holds_until) select $1, path, to_id, holds_until
       from unnest($2::text[], $3::text[], $4::timestamptz[]) as r (path, to_id, holds_until)`,
      [fromId, ...(['path', 'to', 'until'] as const).map((field) => named.map((one) => one[field] ?? null))],
    );
  },

  /** Deletes the references to a resource that are over. */
  async deleteExpired(tx: Sql, id: string, now: Date): Promise<void> {
    await tx.query('delete from reference where to_id = $1 and holds_until <= $2', [id, now]);
  },

  /** The resources that name this one. */
  usersOf(tx: Sql, id: string): Promise<ResourceName[]> {
    const sql = `select distinct resource.id, resource.kind, resource.name from reference join resource on resource.id = reference.from_id
                 where reference.to_id = $1 order by resource.kind, resource.name limit 20`;
    return tx.query<ResourceName>(sql, [id]);
  },
};
