import { Injectable } from '@nestjs/common';
import { nextDeadline } from '@ringdown/domain-incidents';
import { DomainError } from '@ringdown/kernel';
import { DeadLetters, WaitForNews } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { FireAgain } from '@ringdown/platform-timers/bullmq';
import { ringdown } from './happenings.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository } from './incident.repository.js';
import { stateOf } from './stored-state.js';

/** Incidents of which a deadline is over, and what happens to them then. */
@Injectable()
export class DueIncidents {
  /** Nobody is paged for what a monitor says has ended meanwhile. */
  private readonly news: WaitForNews;

  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    deadLetters: DeadLetters,
  ) {
    this.news = new WaitForNews(deadLetters, 'incident-apply-alerts');
  }

  /** The ids of those that were due `graceMs` ago, the longest due first. */
  ids(graceMs: number, limit: number): Promise<readonly string[]> {
    return this.incidents.due(new Date(this.lifecycle.clock.now().getTime() - graceMs), limit);
  }

  /** Whatever is due of an incident happens; twice changes nothing. */
  async look(incidentId: string): Promise<FireAgain | void> {
    const dueAt = await this.incidents.get(incidentId).then((incident) => nextDeadline(stateOf(incident)), ifGone);
    if (!dueAt) return this.news.forget(incidentId);
    const now = this.lifecycle.clock.now();
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
}

function ifGone(error: unknown): null {
  if (error instanceof DomainError && error.kind === 'not-found') return null;
  throw error;
}
