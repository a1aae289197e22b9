import { Injectable } from '@nestjs/common';
import type { incidentRpc } from '@ringdown/contracts';
import { type AlertEvent, planChanges, type PlannedEvent } from '@ringdown/domain-incidents';
import { Clock } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { OccurrenceRepository } from '../incidents/index.js';
import { AlertRepository, type StoredIncident } from './alert.repository.js';

type Foreseen = z.input<typeof incidentRpc.foresee.reply>['items'][number];

const effectOf: Readonly<Record<PlannedEvent['effect'], Foreseen['effect']>> = {
  opened: 'open',
  repeated: 'repeat',
  acknowledged: 'acknowledge',
  recovered: 'recover',
  resolved: 'resolve',
  noted: 'note',
};

/** What events of monitors did to incidents, and what they would do. */
@Injectable()
export class AlertEffects {
  constructor(
    private readonly database: Database,
    private readonly alerts: AlertRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly clock: Clock,
  ) {}

  async ofEvents(eventIds: readonly string[]): Promise<z.input<typeof incidentRpc.ofEvents.reply>> {
    const rows = await this.occurrences.ofEvents(eventIds);
    return {
      items: rows.map((row) => ({
        eventId: row.event_id,
        incidentId: row.incident_id,
        number: Number(row.number),
        changes: row.changes,
      })),
    };
  }

  /** By the very plan that is carried out where they are accepted. */
  async foresee({
    integrationId,
    alerts,
  }: z.output<typeof incidentRpc.foresee.request>): Promise<z.input<typeof incidentRpc.foresee.reply>> {
    const acceptedAt = this.clock.now();
    const written = alerts.map(({ incidentNumber, ...alert }, n): AlertEvent => {
      const rest = { body: null, severity: null, priority: null, warnings: [], acceptedAt } as const;
      return {
        ...alert,
        ...rest,
        id: String(n),
        integrationId,
        ...(incidentNumber === null ? {} : { incidentNumber }),
      };
    });
    const events = await this.alerts.named(this.database, written);
    const open = await this.alerts.findOpenIncidents(this.database, events);
    const stored = new Map([...open.values()].map((incident) => [incident.incidentId, incident]));
    const items = alerts.map((): Foreseen => ({ effect: 'nothing', incident: null }));
    planChanges(events, open, ({ event, effect, target }) => {
      const incident = target.kind === 'stored' ? stored.get(target.incidentId) : undefined;
      items[Number(event.id)] = { effect: effectOf[effect], incident: incident ? shown(incident) : null };
      return { acknowledgedBy: null, resolvedBy: null };
    });
    return { items };
  }
}

const shown = ({ row }: StoredIncident): NonNullable<Foreseen['incident']> => ({
  id: row.id,
  number: Number(row.number),
  title: row.title,
});
