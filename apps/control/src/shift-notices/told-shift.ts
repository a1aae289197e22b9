import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ToldShift } from '@ringdown/domain-oncall';
import type { Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, PrimaryColumn, Repository } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';

/** Who is on call in a schedule as far as was told, and when it was looked at last. */
@Entity('told_shift')
export class ToldShiftEntity implements ToldShift {
  @PrimaryColumn('text', { name: 'schedule_id', primaryKeyConstraintName: 'told_shift_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'told_shift_schedule_id_fkey', onDelete: 'CASCADE' })
  readonly scheduleId: string;
  /** Null for nobody. */
  @Column('text', { name: 'user_id', nullable: true })
  readonly userId: string | null;
  @Column('timestamptz')
  readonly since: Date;
  @Column('timestamptz', { name: 'looked_at' })
  readonly lookedAt: Date;
}

/** The table `told_shift`. */
@Injectable()
export class ToldShiftRepository {
  constructor(@InjectRepository(ResourceEntity) private readonly resources: Repository<ResourceEntity>) {}

  async all(tx: Transaction): Promise<ReadonlyMap<string, ToldShiftEntity>> {
    const rows = await tx.manager.find(ToldShiftEntity);
    return new Map(rows.map((row) => [row.scheduleId, row]));
  }

  /** Of a schedule that was deleted meanwhile nothing is kept. */
  async put(tx: Transaction, rows: readonly ToldShiftEntity[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `insert into told_shift (schedule_id, user_id, since, looked_at)
       select id, user_id, since, looked_at
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) as row (schedule_id, user_id, since, looked_at)
       join resource on id = schedule_id
       on conflict (schedule_id) do update set user_id = excluded.user_id, since = excluded.since, looked_at = excluded.looked_at`,
      [
        rows.map(({ scheduleId }) => scheduleId),
        rows.map(({ userId }) => userId),
        rows.map(({ since }) => since),
        rows.map(({ lookedAt }) => lookedAt),
      ],
    );
  }

  /** When each was changed last. */
  versions(kind: 'schedule' | 'user'): Promise<Pick<ResourceEntity, 'id' | 'updatedAt'>[]> {
    return this.resources.find({ select: { id: true, updatedAt: true }, where: { kind } });
  }
}
