import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { BadSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { systemActor } from '../api/index.js';
import { ApiKeyRepository, commonPassword, isCommonPassword } from '../auth/index.js';
import { ResourceRepository, ResourceService, takeLock } from '../configuration/index.js';
import { userResource } from './user.resource.js';

/** The admin that RINGDOWN_ADMIN_EMAIL and RINGDOWN_ADMIN_PASSWORD name, made where there is no admin at all yet. */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly settings: Settings,
    private readonly repository: ResourceRepository,
    private readonly resources: ResourceService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async ensure(): Promise<void> {
    const { adminEmail: email, adminPassword: password } = this.settings;
    if (!email || !password) return;
    const users = await this.repository.all('user');
    if (users.some((user) => user.role === 'admin')) return;
    if (users.some((user) => user.email.toLowerCase() === email.toLowerCase())) {
      this.logger.warn({ email }, 'there is no admin, and RINGDOWN_ADMIN_EMAIL belongs to a user without that role');
      return;
    }
    if (isCommonPassword(password)) throw new BadSettings(`Cannot start: RINGDOWN_ADMIN_PASSWORD: ${commonPassword}.`);
    await this.resources.create(
      userResource,
      userResource.input.parse({ name: 'Administrator', email, role: 'admin', password }),
      systemActor,
    );
    this.logger.info({ email }, 'the first admin was created');
  }
}

/** Makes the admin and the API key that the operator's settings name. Every start does it; only what is missing changes. */
@Injectable()
export class FirstStart implements OnModuleInit {
  private isDone = false;

  constructor(
    private readonly settings: Settings,
    private readonly database: Database,
    private readonly keys: ApiKeyRepository,
    private readonly admin: FirstAdmin,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('first start', () => (this.isDone ? null : 'the first admin and API key are not there yet'));
    this.database.whenOpen(() => this.run());
  }

  async run(): Promise<void> {
    const { apiKey } = this.settings;
    await this.database.transaction(async (tx) => {
      // Of several instances that start at once, one makes them and the others find them.
      await takeLock(tx, 'first-start');
      await this.admin.ensure();
      if (apiKey) await this.keys.keepOperatorsKey(tx, apiKey);
    });
    this.isDone = true;
  }
}
