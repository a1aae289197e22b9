import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import type { Verification } from '@ringdown/telephony';
import { AuditTrail } from '../audit/index.js';
import { Database } from '@ringdown/platform-persistence';
import { ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { lineKind } from './line.kind.js';
import { lineWebhook } from './line-webhook.js';
import { ProviderAccess } from './provider-access.js';

/** Sets the webhook at the line's number through the provider's API, so that nobody has to copy it there. */
@Controller('api/v1/lines')
export class ProvisionLineController {
  constructor(
    private readonly things: ReadThings,
    private readonly access: ProviderAccess,
    private readonly settings: Settings,
    private readonly trail: AuditTrail,
    private readonly database: Database,
  ) {}

  @Post(':id/provision')
  @HttpCode(200)
  async provision(@Param('id') id: string, @By() by: Doer): Promise<Verification> {
    const { name, number, providerAccountId } = await this.things.document(lineKind, id);
    const { provider, account } = await this.access.to(providerAccountId);
    const { url, fallbackUrl, statusUrl } = lineWebhook(this.settings, provider.name, id);
    const verdict = await provider.provision(account, number, { url, fallbackUrl, statusUrl });
    const action = verdict.ok ? 'set the webhook at the provider' : 'tried to set the webhook at the provider';
    await this.trail.record(this.database, by, { action, kind: 'line', id, name, after: verdict });
    return verdict;
  }
}
