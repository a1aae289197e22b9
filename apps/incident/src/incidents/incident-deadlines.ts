import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { nextDeadline } from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { DeadLetters, WaitForNews } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { type FireAgain, timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';
import { ringdown } from './happenings.js';
import type { IncidentRow } from './incident.entity.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository } from './incident.repository.js';
import { stateOf } from './stored-state.js';

/** The timers of this service. `incident-deadline`: whatever is due of the incident happens. */
const catalogue = {
  'incident-deadline': timer({ data: z.object({ incidentId: z.string() }), key: ({ incidentId }) => incidentId }),
} as const;

@Injectable()
export class IncidentTimers extends Timers<typeof catalogue> {
  constructor({ redisUrl }: Settings, refused: RefusedSettings, readiness: Readiness, @Inject(LOGGER) logger: Logger) {
    super(catalogue, {
      redisUrl,
      service: 'incident',
      logger,
      onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
    });
    readiness.add('redis', () => this.problem && `${this.problem}; the sweep does the timers, up to 2 s late`);
  }
}

const atOnce = 10;
const mostAtOnce = 200;
/** How long the sweep leaves a deadline to its timer. */
const sweepGraceMs = 500;

/** Steps, acknowledgements that expire, resolve timers and mutes that end, when they are due: woken by timers, and by a sweep. */
@Injectable()
export class IncidentDeadlines implements OnApplicationBootstrap {
  /** Nobody is paged for what a monitor says has ended meanwhile. */
  private readonly news: WaitForNews;

  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly timers: IncidentTimers,
    deadLetters: DeadLetters,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.news = new WaitForNews(deadLetters, 'incident-apply-alerts');
  }

  onApplicationBootstrap(): void {
    this.database.whenOpen(() =>
      this.timers.listen({ 'incident-deadline': ({ incidentId }) => this.look(incidentId) }, atOnce),
    );
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
    const due = await this.incidents.due(new Date(this.clock.now().getTime() - sweepGraceMs), mostAtOnce);
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

  /** Whatever is due of an incident happens; twice changes nothing. */
  async look(incidentId: string): Promise<FireAgain | void> {
    const dueAt = await this.incidents.get(incidentId).then((incident) => nextDeadline(stateOf(incident)), ifGone);
    if (!dueAt) return this.news.forget(incidentId);
    const now = this.clock.now();
    if (dueAt > now) return { againAt: dueAt };
    const waitMs = await this.news.msFor(incidentId, dueAt, now);
    if (waitMs > 0) return { againAt: new Date(now.getTime() + waitMs) };
    const next = await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, incidentId);
      const handled = await this.lifecycle.handle(tx, incident, { type: 'deadline' }, { at: now, actor: ringdown });
      return nextDeadline(stateOf(handled));
    });
    return next ? { againAt: next } : undefined;
  }

  /** As a timer does, which asks again when it is told to. */
  private async lookAgain(incidentId: string): Promise<void> {
    const again = await this.look(incidentId);
    if (again) await this.timers.rearm('incident-deadline', { incidentId }, again.againAt);
  }
}

function ifGone(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'not-found') return null;
  throw error;
}
