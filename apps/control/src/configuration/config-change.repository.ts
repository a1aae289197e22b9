import { Injectable } from '@nestjs/common';
import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import type { Sql, Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A change that is not in the bucket yet. */
@Entity('config_change')
export class ConfigChangeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'config_change_pkey',
  })
  readonly sequence: string;
  @Column('text')
  readonly kind: string;
  @Column('text')
  readonly id: string;
}

/** A document as the services mirror it. */
export interface MirroredDocument {
  readonly kind: ConfigKind;
  readonly id: string;
  readonly document: ConfigDocument<ConfigKind>;
}

type Change = Pick<MirroredDocument, 'kind' | 'id'>;

/** The table `config_change`, and the view `mirrored` of all that the services mirror. */
@Injectable()
export class ConfigChangeRepository {
  async note(tx: Transaction, { kind, id }: Change): Promise<void> {
    await tx.manager.insert(ConfigChangeEntity, { kind, id });
  }

  /** What is deleted with a line or a person. */
  async noteDependents(tx: Sql, id: string): Promise<void> {
    const sql = `insert into config_change (kind, id)
                 select 'test-mode', line_id from test_mode where line_id = $1 or user_id = $1`;
    await tx.query(sql, [id]);
  }

  /** The noted changes, which are forgotten with it. */
  take(tx: Sql): Promise<Change[]> {
    return tx.query<Change>('delete from config_change returning kind, id');
  }

  mirrored(tx: Sql, ids: readonly string[]): Promise<MirroredDocument[]> {
    return tx.query<MirroredDocument>('select kind, id, document from mirrored where id = any($1)', [ids]);
  }

  allMirrored(tx: Sql): Promise<MirroredDocument[]> {
    return tx.query<MirroredDocument>('select kind, id, document from mirrored');
  }
}
