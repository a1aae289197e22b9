import { Injectable } from '@nestjs/common';
import { callRpc, deadLetterRpc, deliveryRpc, notificationRpc, servicesWithDeadLetters } from '@ringdown/contracts';
import { ResourceRepository, ResourceTools } from '../configuration/index.js';
import { SettingsService } from '../settings/index.js';
import { ProviderFindingRepository } from './provider-finding.js';
import type { ReadinessInput, ServiceBacklog } from './readiness-items.js';

/** Gathers what readiness is judged by. Who does not answer is a readiness item, and keeps nobody from theirs. */
@Injectable()
export class ReadinessSources {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly settings: SettingsService,
    private readonly findings: ProviderFindingRepository,
    private readonly tools: ResourceTools,
  ) {}

  async read(): Promise<ReadinessInput> {
    const answered = await Promise.all([this.configuration(), this.answers(), this.clockAheadMs()]);
    const [configuration, answers, clockAheadMs] = answered;
    const runtimeRules = process.versions['tz'];
    const sendsMail = Boolean(this.tools.settings.smtpUrl);
    return { ...configuration, ...answers, clockAheadMs, runtimeRules, sendsMail, now: this.tools.clock.now() };
  }

  private async configuration() {
    const [users, teams, schedules, lines, policies, channels, { allowedCountries }, findings] = await Promise.all([
      this.repository.all('user'),
      this.repository.all('team'),
      this.repository.all('schedule'),
      this.repository.all('line'),
      this.repository.all('escalation-policy'),
      this.repository.all('channel'),
      this.settings.read(),
      this.findings.all(),
    ]);
    return { users, teams, schedules, lines, policies, channels, allowedCountries, findings };
  }

  private async answers() {
    const orNull = <T>(asked: Promise<{ readonly items: T }>) => asked.then(({ items }) => items).catch(() => null);
    const [defects, failing, channelStates, refused, backlogs] = await Promise.all([
      orNull(this.tools.rpc.request(callRpc.defects, {})),
      orNull(this.tools.rpc.request(deliveryRpc.failing, {})),
      orNull(this.tools.rpc.request(deliveryRpc.channelStates, {})),
      orNull(this.tools.rpc.request(notificationRpc.refusedPhones, {})),
      this.backlogs(),
    ]);
    return { defects, failing, channelStates, refused, backlogs };
  }

  private backlogs(): Promise<readonly ServiceBacklog[]> {
    return Promise.all(
      servicesWithDeadLetters.map(async (service) => {
        const asked = this.tools.rpc.request(deadLetterRpc(service).list, { limit: 0, before: null });
        return { service, backlog: await asked.catch(() => null) };
      }),
    );
  }

  /** What the way to Postgres takes is not counted: at least by so much its clock is ahead; negative where it is behind. */
  private async clockAheadMs(): Promise<number> {
    const before = this.tools.clock.now().getTime();
    const [row] = await this.tools.database.query<{ now: Date }>('select clock_timestamp() as now');
    const after = this.tools.clock.now().getTime();
    const theirs = row?.now.getTime() ?? before;
    if (theirs > after) return theirs - after;
    return Math.min(0, theirs - before);
  }
}
