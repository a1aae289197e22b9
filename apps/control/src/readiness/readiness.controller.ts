import { Controller, Get } from '@nestjs/common';
import {
  type CallDefect,
  callRpc,
  deadLetterRpc,
  readinessAnswer,
  type ReadinessItem,
  servicesWithDeadLetters,
} from '@ringdown/contracts';
import { timeZoneRules } from '@ringdown/domain-oncall';
import { RpcClient } from '@ringdown/platform-messaging';
import { type Actor, CurrentActor, Endpoint, Slices } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';
import { SettingsService } from '../settings/index.js';
import { readinessItems, type ServiceBacklog } from './readiness-items.js';

interface ReadinessAnswer {
  readonly items: readonly ReadinessItem[];
  readonly timeZoneRules: { readonly inUse: string; readonly runtime: string | null };
}

/** The faults that would make a call or a delivery fail, looked for at each request. */
@Controller('api/v1/readiness')
export class ReadinessController {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly settings: SettingsService,
    private readonly rpc: RpcClient,
    private readonly slices: Slices,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List faults that would make a call or a delivery fail, each with its remedy',
    access: 'viewer',
    answer: readinessAnswer,
  })
  async get(@CurrentActor() actor: Actor): Promise<ReadinessAnswer> {
    const [users, schedules, lines, { allowedCountries }, defects, backlogs] = await Promise.all([
      this.repository.all('user'),
      this.repository.all('schedule'),
      this.repository.all('line'),
      this.settings.read(),
      this.defects(),
      this.backlogs(),
    ]);
    const runtimeRules = process.versions['tz'];
    const input = { users, schedules, lines, allowedCountries, defects, backlogs, runtimeRules };
    const items = await this.slices.compute(actor.id, readinessItems(input));
    return { items, timeZoneRules: { inUse: timeZoneRules, runtime: runtimeRules ?? null } };
  }

  /** Null where call-routing does not answer, which is a readiness item itself. */
  private async defects(): Promise<readonly CallDefect[] | null> {
    try {
      return (await this.rpc.request(callRpc.defects, {})).items;
    } catch {
      return null;
    }
  }

  private backlogs(): Promise<readonly ServiceBacklog[]> {
    return Promise.all(
      servicesWithDeadLetters.map(async (service) => {
        const asked = this.rpc.request(deadLetterRpc(service).list, { limit: 0, before: null });
        return { service, backlog: await asked.catch(() => null) };
      }),
    );
  }
}
