import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { callRpc, type Preview, preview, previewQuery, trial } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import type { Verification } from '@ringdown/telephony';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { ResourceReader, ResourceTools } from '../configuration/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';
import { lineResource, lineWebhook } from './line.resource.js';

/** What can be done with a line besides changing it. */
@Controller('api/v1/lines')
export class LinesController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly access: ProviderAccess,
    private readonly audit: AuditRepository,
    private readonly rpc: RpcClient,
    private readonly tools: ResourceTools,
  ) {}

  /** The dry run of a line, which call-routing decides as it decides a call. */
  @Get(':id/preview')
  @Endpoint({
    summary: 'Preview a call at an instant: who would be rung, and what the caller would hear',
    access: 'viewer',
    query: previewQuery,
    answer: preview,
  })
  async preview(@Param('id') id: string, @Query() { at }: z.output<typeof previewQuery>): Promise<Preview> {
    const { id: lineId } = await this.reader.document(lineResource, id);
    return this.rpc.request(callRpc.preview, { lineId, at: at ?? this.tools.clock.now().toISOString() });
  }

  /** Sets the webhook at the line's number through the provider's API, so that nobody has to copy it there. */
  @Post(':id/provision')
  @Endpoint({
    summary: "Set the webhooks of the line's number at its provider",
    access: 'admin',
    answer: trial,
    status: 200,
  })
  async provision(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Verification> {
    const line = await this.reader.document(lineResource, id);
    const { name, number, providerAccountId } = line;
    const { provider, account } = await this.access.resolveAccount(providerAccountId);
    const { url, fallbackUrl, statusUrl, messageUrl: smsUrl } = lineWebhook(this.tools.settings, provider.name, line);
    const verdict = await provider.provision(account, number, { url, fallbackUrl, statusUrl, smsUrl });
    const action = verdict.ok ? 'set the webhook at the provider' : 'tried to set the webhook at the provider';
    await this.audit.recordAlone(actor, { action, kind: 'line', id, name, after: verdict });
    return verdict;
  }
}
