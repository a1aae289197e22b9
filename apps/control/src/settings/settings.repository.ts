import { Injectable } from '@nestjs/common';
import { organisationSettings } from '@ringdown/contracts';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
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

const untouched: OrganisationSettings = { blockedPrefixes: [], allowedCountries: null, notifyFrom: null };
const stored = ([row]: readonly { document: unknown }[]): OrganisationSettings =>
  organisationSettings.parse({ ...untouched, ...(row?.document ?? {}) });

/** The table `settings`. */
@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  async read(): Promise<OrganisationSettings> {
    return stored(await this.database.query('select document from settings'));
  }

  /** Nobody else changes them until the transaction ends. */
  async lock(tx: Sql): Promise<OrganisationSettings> {
    await tx.query(`insert into settings (document) values ('{}') on conflict do nothing`);
    return stored(await tx.query('select document from settings for update'));
  }

  async update(tx: Sql, settings: OrganisationSettings): Promise<void> {
    await tx.query('update settings set document = $1', [JSON.stringify(settings)]);
  }
}
