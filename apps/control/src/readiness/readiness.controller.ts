import { Controller, Get, Post } from '@nestjs/common';
import { readinessAnswer, type ReadinessItem } from '@ringdown/contracts';
import { timeZoneRules } from '@ringdown/domain-oncall';
import { type Actor, CurrentActor, Endpoint, Slices } from '../api/index.js';
import { ProviderChecks } from './provider-checks.js';
import { readinessItems } from './readiness-items.js';
import { ReadinessSources } from './readiness-sources.js';

interface ReadinessAnswer {
  readonly items: readonly ReadinessItem[];
  readonly timeZoneRules: { readonly inUse: string; readonly runtime: string | null };
}

/** The faults that would make a call or a delivery fail, looked for at each request. */
@Controller('api/v1/readiness')
export class ReadinessController {
  constructor(
    private readonly sources: ReadinessSources,
    private readonly providers: ProviderChecks,
    private readonly slices: Slices,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List faults that would make a call or a delivery fail, each with its remedy',
    access: 'viewer',
    answer: readinessAnswer,
  })
  async get(@CurrentActor() actor: Actor): Promise<ReadinessAnswer> {
    const input = await this.sources.read();
    const items = await this.slices.compute(actor.id, readinessItems(input));
    return { items, timeZoneRules: { inUse: timeZoneRules, runtime: input.runtimeRules ?? null } };
  }

  @Post('check')
  @Endpoint({
    summary: 'The same, after asking the providers about accounts and numbers now, and not a quarter of an hour ago',
    access: 'responder',
    answer: readinessAnswer,
    status: 200,
  })
  async check(@CurrentActor() actor: Actor): Promise<ReadinessAnswer> {
    await this.providers.check();
    return this.get(actor);
  }
}
