import { Injectable } from '@nestjs/common';
import { organisationSettings as settings, type organisationSettingsChange } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import { isKnownCountry } from '@ringdown/telephony';
import type { z } from 'zod';
import type { Actor } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { ConfigurationPublisher, ResourceRepository } from '../configuration/index.js';

export type OrganisationSettings = z.output<typeof settings>;

const untouched: OrganisationSettings = { blockedPrefixes: [], allowedCountries: null, notifyFrom: null };
const stored = (document: unknown): OrganisationSettings => settings.parse({ ...untouched, ...(document ?? {}) });

/** What holds for all lines and people: one row here, one document (`settings.organisation`) for the services. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly database: Database,
    private readonly resources: ResourceRepository,
    private readonly audit: AuditRepository,
    private readonly publisher: ConfigurationPublisher,
  ) {}

  async read(): Promise<OrganisationSettings> {
    const [row] = await this.database.query<{ document: unknown }>('select document from settings');
    return stored(row?.document);
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
      await tx.query(`insert into settings (document) values ('{}') on conflict do nothing`);
      const [row] = await tx.query<{ document: unknown }>('select document from settings for update');
      const before = stored(row?.document);
      const after = settings.parse({ ...before, ...given });
      await tx.query('update settings set document = $1', [JSON.stringify(after)]);
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
