import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { nextDeadline } from '@ringdown/domain-incidents';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { type FireAgain, timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';
import { DueIncidents } from './due-incidents.js';
import type { IncidentRow } from './incident.entity.js';
import { stateOf } from './stored-state.js';

/** The timers of this service. `incident-deadline`: whatever is due of the incident happens. */
const catalogue = {
  'incident-deadline': timer({ data: z.object({ incidentId: z.string() }), key: ({ incidentId }) => incidentId }),
} as const;

@Injectable()
export class IncidentTimers extends Timers<typeof catalogue> {
  constructor(
    { redisUrl }: Settings,
    refused: RefusedSettings,
    readiness: Readiness,
    private readonly database: Database,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(catalogue, {
      redisUrl,
      service: 'incident',
      logger,
      onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
    });
    readiness.add('redis', () => this.problem && `${this.problem}; the sweep does the timers, up to 2 s late`);
  }

  /** Calls `look` for each whose timer fires, `atOnce` at a time, once Postgres is there. */
  start(look: (incidentId: string) => Promise<FireAgain | void>, atOnce: number): void {
    this.database.whenOpen(() => this.listen({ 'incident-deadline': ({ incidentId }) => look(incidentId) }, atOnce));
  }
}

const atOnce = 10;
const mostAtOnce = 200;
/** How long the sweep leaves a deadline to its timer. */
const sweepGraceMs = 500;

/** Steps, acknowledgements that expire, resolve timers and mutes that end, when they are due: woken by timers, and by a sweep. */
@Injectable()
export class IncidentDeadlines implements OnApplicationBootstrap {
  constructor(
    private readonly due: DueIncidents,
    private readonly timers: IncidentTimers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.start((incidentId) => this.due.look(incidentId), atOnce);
  }

  /** Arms the timer of each that has a deadline. What Redis does not take, the sweep finds. */
  async schedule(incidents: readonly IncidentRow[]): Promise<void> {
    await Promise.all(
      incidents.map(async (incident) => {
        const dueAt = nextDeadline(stateOf(incident));
        if (dueAt) await this.timers.rearm('incident-deadline', { incidentId: incident.id }, dueAt);
      }),
    );
  }

  @Sweep({ name: 'incident deadlines', everyMs: 1000, firstAfterMs: 100 })
  async sweep(): Promise<void> {
    const due = await this.due.ids(sweepGraceMs, mostAtOnce);
    for (let i = 0; i < due.length; i += atOnce) {
      await Promise.all(
        due
          .slice(i, i + atOnce)
          .map((incidentId) =>
            this.lookAgain(incidentId).catch((error: unknown) =>
              this.logger.warn({ err: error, incidentId }, 'a deadline of an incident failed; it is tried again'),
            ),
          ),
      );
    }
  }

  /** As a timer does, which asks again when it is told to. */
  private async lookAgain(incidentId: string): Promise<void> {
    const again = await this.due.look(incidentId);
    if (again) await this.timers.rearm('incident-deadline', { incidentId }, again.againAt);
  }
}
