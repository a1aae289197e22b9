import { Controller, Get } from '@nestjs/common';
import {
  callRpc,
  type CallDefect,
  deadLetterRpc,
  type ReadinessItem,
  servicesWithDeadLetters,
} from '@ringdown/contracts';
import { timeZoneRules } from '@ringdown/domain-oncall';
import { RpcClient } from '@ringdown/platform-messaging';
import { KeepOrganisationSettings } from '../organisation/index.js';
import { Slices } from '../slices/index.js';
import { ThingStore } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import type { ServiceBacklog } from './backlog-items.js';
import { readinessItems } from './readiness-items.js';

interface ReadinessAnswer {
  readonly items: readonly ReadinessItem[];
  readonly timeZoneRules: { readonly inUse: string; readonly runtime: string | null };
}

/** What would fail before somebody calls, looked at now. */
@Controller('api/v1/readiness')
export class ReadinessController {
  constructor(
    private readonly store: ThingStore,
    private readonly settings: KeepOrganisationSettings,
    private readonly rpc: RpcClient,
    private readonly slices: Slices,
  ) {}

  @Get()
  async get(@By() { actor }: Doer): Promise<ReadinessAnswer> {
    const [users, schedules, lines, { allowedCountries }, defects, backlogs] = await Promise.all([
      this.store.all('user'),
      this.store.all('schedule'),
      this.store.all('line'),
      this.settings.read(),
      this.defects(),
      this.backlogs(),
    ]);
    const runtimeRules = process.versions['tz'];
    const facts = { users, schedules, lines, allowedCountries, defects, backlogs, runtimeRules };
    const items = await this.slices.compute(actor.id, readinessItems(facts));
    return { items, timeZoneRules: { inUse: timeZoneRules, runtime: runtimeRules ?? null } };
  }

  /** That call-routing cannot be asked is itself something to be told. */
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
