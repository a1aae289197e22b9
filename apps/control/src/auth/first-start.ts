import { Injectable } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { Database } from '@ringdown/platform-persistence';
import { ApiKeys } from './api-keys.js';
import { FirstAdmin } from './first-admin.js';

/** Makes the admin and the API key that the operator's settings name. Every start does it; only what is missing changes. */
@Injectable()
export class FirstStart {
  private isDone = false;

  constructor(
    private readonly settings: Settings,
    private readonly database: Database,
    private readonly keys: ApiKeys,
    private readonly admin: FirstAdmin,
  ) {}

  /** Null once it is done, else what is missing, for /readyz. */
  get missing(): string | null {
    return this.isDone ? null : 'the first admin and API key are not there yet';
  }

  async execute(): Promise<void> {
    const { apiKey } = this.settings;
    await this.database.transaction(async (tx) => {
      // Of several instances that start at once, one makes them and the others find them.
      await tx.query(`select pg_advisory_xact_lock(hashtext('ringdown.control.first-start'))`);
      await this.admin.ensure();
      if (apiKey) await this.keys.keepOperatorsKey(tx, apiKey);
    });
    this.isDone = true;
  }
}
