import { Inject, Injectable } from '@nestjs/common';
import { BadSettings, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { commonPassword, isCommonPassword, userKind } from '../people/index.js';
import { ChangeThings, ThingStore } from '../things/index.js';
import { ringdownItself } from '../who/index.js';

/** The admin that RINGDOWN_ADMIN_EMAIL and RINGDOWN_ADMIN_PASSWORD name, made where there is no admin at all yet. */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly settings: Settings,
    private readonly store: ThingStore,
    private readonly changes: ChangeThings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async ensure(): Promise<void> {
    const { adminEmail: email, adminPassword: password } = this.settings;
    if (!email || !password) return;
    const users = await this.store.all('user');
    if (users.some((user) => user.role === 'admin')) return;
    if (users.some((user) => user.email.toLowerCase() === email.toLowerCase())) {
      this.logger.warn({ email }, 'there is no admin, and RINGDOWN_ADMIN_EMAIL belongs to somebody who is none');
      return;
    }
    if (isCommonPassword(password)) throw new BadSettings(`Cannot start: RINGDOWN_ADMIN_PASSWORD: ${commonPassword}.`);
    await this.changes.create(userKind, { name: 'Administrator', email, role: 'admin', password }, ringdownItself);
    this.logger.info({ email }, 'the first admin was created');
  }
}
