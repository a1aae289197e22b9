import { Controller, Get } from '@nestjs/common';
import { callQuestions, type CallDefect, type ReadinessItem } from '@ringdown/contracts';
import { timeZoneRules } from '@ringdown/domain-oncall';
import { Asker } from '@ringdown/platform-messaging';
import { KeepOrganisationSettings } from '../organisation/index.js';
import { ThingStore } from '../things/index.js';
import { readinessItems } from './readiness-items.js';

/** What would fail before somebody calls, looked at now. */
@Controller('api/v1/readiness')
export class ReadinessController {
  constructor(
    private readonly store: ThingStore,
    private readonly settings: KeepOrganisationSettings,
    private readonly asker: Asker,
  ) {}

  @Get()
  async get(): Promise<{ items: readonly ReadinessItem[]; timeZoneRules: { inUse: string; runtime: string | null } }> {
    const [users, schedules, lines, { allowedCountries }, defects] = await Promise.all([
      this.store.all('user'),
      this.store.all('schedule'),
      this.store.all('line'),
      this.settings.read(),
      this.defects(),
    ]);
    const runtimeRules = process.versions['tz'];
    const items = readinessItems({ users, schedules, lines, allowedCountries, defects, runtimeRules });
    return { items, timeZoneRules: { inUse: timeZoneRules, runtime: runtimeRules ?? null } };
  }

  /** That call-routing cannot be asked is itself something to be told. */
  private async defects(): Promise<readonly CallDefect[] | null> {
    try {
      return (await this.asker.ask(callQuestions.defects, {})).items;
    } catch {
      return null;
    }
  }
}
