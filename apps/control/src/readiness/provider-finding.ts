import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Database } from '@ringdown/platform-persistence';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Repository } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';

type ProviderFindingKind = 'number_points_elsewhere' | 'account_refuses' | 'balance_low';

/** What was wrong with a line's number or an account when its provider was asked last. */
@Entity('provider_finding')
@Check('provider_finding_kind_check', `kind in ('number_points_elsewhere', 'account_refuses', 'balance_low')`)
export class ProviderFindingEntity {
  /** The line or the account; of a number that people are texted from and no line has, its account. */
  @PrimaryColumn('text', { name: 'subject_id', primaryKeyConstraintName: 'provider_finding_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'provider_finding_subject_id_fkey', onDelete: 'CASCADE' })
  readonly subjectId: string;
  @Column('text')
  readonly kind: ProviderFindingKind;
  /** A sentence, or several. */
  @Column('text')
  readonly detail: string;
  @Column('timestamptz', { name: 'checked_at' })
  readonly checkedAt: Date;
}

export interface ProviderFinding extends ProviderFindingEntity {
  readonly subjectKind: string;
  readonly subjectName: string;
}

/** The table `provider_finding`. */
@Injectable()
export class ProviderFindingRepository {
  constructor(
    private readonly database: Database,
    @InjectRepository(ProviderFindingEntity) private readonly findings: Repository<ProviderFindingEntity>,
  ) {}

  all(): Promise<ProviderFinding[]> {
    return this.database.query<ProviderFinding>(
      `select subject_id as "subjectId", provider_finding.kind, detail, checked_at as "checkedAt", resource.name as "subjectName",
         resource.kind as "subjectKind"
       from provider_finding join resource on resource.id = subject_id order by resource.name, subject_id`,
    );
  }

  /** What was found of one; null: all is well. What was deleted meanwhile is left out. */
  async put(subjectId: string, finding: Omit<ProviderFindingEntity, 'subjectId'> | null): Promise<void> {
    if (!finding) {
      await this.findings.delete({ subjectId });
      return;
    }
    const { kind, detail, checkedAt } = finding;
    await this.database.query(
      `insert into provider_finding (subject_id, kind, detail, checked_at)
       select id, $2, $3, $4 from resource where id = $1
       on conflict (subject_id) do update set kind = $2, detail = $3, checked_at = $4`,
      [subjectId, kind, detail, checkedAt],
    );
  }
}
