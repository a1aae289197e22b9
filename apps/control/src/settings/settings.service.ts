import { Injectable } from '@nestjs/common';
import { organisationSettings as settings, type organisationSettingsChange } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import { Database, type Transaction } from '@ringdown/platform-persistence';
import { isKnownCountry } from '@ringdown/telephony';
import type { z } from 'zod';
import type { Actor } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { ConfigurationPublisher, ResourceRepository } from '../configuration/index.js';
import { type OrganisationSettings, SettingsRepository } from './settings.repository.js';

/** What holds for all lines and people: one row here, one document (`settings.organisation`) for the services. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly database: Database,
    private readonly repository: SettingsRepository,
    private readonly resources: ResourceRepository,
    private readonly audit: AuditRepository,
    private readonly publisher: ConfigurationPublisher,
  ) {}

  read(): Promise<OrganisationSettings> {
    return this.repository.read();
  }

  /** The number that people are called and texted from, and its account: the one named here, else the first line's. */
  async sendsFrom(): Promise<{ readonly providerAccountId: string; readonly number: string } | null> {
    const { notifyFrom } = await this.read();
    return notifyFrom ?? (await this.resources.lineNumbers())[0] ?? null;
  }

  async patch(given: z.output<typeof organisationSettingsChange>, actor: Actor): Promise<OrganisationSettings> {
    assertCountries(given.allowedCountries ?? []);
    const account = given.notifyFrom?.providerAccountId;
    if (account && !(await this.resources.has('provider-account', account))) {
      throw invalidFields([
        { path: 'notifyFrom.providerAccountId', message: `choose another: there is no provider account ${account}` },
      ]);
    }
    const after = await this.write(given, actor);
    await this.publisher.publish();
    return after;
  }

  private write(given: z.output<typeof organisationSettingsChange>, actor: Actor): Promise<OrganisationSettings> {
    return this.database.transaction(async (tx) => {
      const before = await this.repository.lock(tx);
      await this.assertIntegration(tx, given.manualIntegrationId ?? null);
      const after = settings.parse({ ...before, ...given });
      await this.repository.update(tx, after);
      await this.publisher.note(tx, 'settings', 'organisation');
      await this.audit.record(tx, actor, {
        action: 'changed',
        kind: 'settings',
        id: 'settings',
        name: 'Settings',
        before,
        after,
      });
      return after;
    });
  }

  /** Once it was looked at it stays, until the settings name it. */
  private async assertIntegration(tx: Transaction, id: string | null): Promise<void> {
    if (id === null || (await this.resources.kindsOf(tx, [id])).get(id) === 'integration') return;
    throw invalidFields([{ path: 'manualIntegrationId', message: `choose another: there is no integration ${id}` }]);
  }
}

/** Where no number belongs to a country, nobody would ever be rung. */
function assertCountries(codes: readonly string[]): void {
  const errors = codes.flatMap((code, n) =>
    isKnownCountry(code)
      ? []
      : [{ path: `allowedCountries.${n}`, message: `leave out ${code}: it is no country that has phone numbers` }],
  );
  if (errors.length > 0) throw invalidFields(errors);
}
