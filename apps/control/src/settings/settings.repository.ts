import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { defaultNotifyLimits, organisationSettings } from '@ringdown/contracts';
import type { Sql, Transaction } from '@ringdown/platform-persistence';
import { Check, Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import type { z } from 'zod';

/** The one row of settings. */
@Entity('settings')
@Check('settings_only_row_check', 'only_row')
export class SettingsEntity {
  @PrimaryColumn('boolean', { name: 'only_row', default: true, primaryKeyConstraintName: 'settings_pkey' })
  readonly onlyRow: boolean;
  @Column('jsonb')
  readonly document: unknown;
}

export type OrganisationSettings = z.output<typeof organisationSettings>;

const untouched: OrganisationSettings = {
  manualIntegrationId: null,
  blockedPrefixes: [],
  allowedCountries: null,
  notifyFrom: null,
  notifyLimits: defaultNotifyLimits,
};
type Stored = Pick<SettingsEntity, 'document'>;

const toSettings = (row: Stored | null | undefined): OrganisationSettings =>
  organisationSettings.parse({ ...untouched, ...(row?.document ?? {}) });

/** The table `settings`. */
@Injectable()
export class SettingsRepository {
  constructor(@InjectRepository(SettingsEntity) private readonly settings: Repository<SettingsEntity>) {}

  async read(): Promise<OrganisationSettings> {
    return toSettings(await this.settings.findOneBy({ onlyRow: true }));
  }

  /** Nobody else changes them until the transaction ends. */
  async lock(tx: Transaction): Promise<OrganisationSettings> {
    await tx.query(`insert into settings (document) values ('{}') on conflict do nothing`);
    const [row] = await tx.query<Stored>('select document from settings for update');
    return toSettings(row);
  }

  async update(tx: Transaction, settings: OrganisationSettings): Promise<void> {
    await tx.manager.update(SettingsEntity, { onlyRow: true }, { document: settings });
  }
}

/** Whether incidents that are declared from chat go under this integration. */
export async function takesDeclaredIncidents(on: Sql, integrationId: string): Promise<boolean> {
  const sql = `select 1 from settings where document->>'manualIntegrationId' = $1`;
  return (await on.query(sql, [integrationId])).length > 0;
}
