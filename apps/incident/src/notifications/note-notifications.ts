import { Injectable } from '@nestjs/common';
import { notificationEvents } from '@ringdown/contracts';
import { EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import { appendTimeline, IncidentRepository, ringdown, type TimelineEntry } from '../incidents/index.js';

/** Puts into the timelines of incidents what became of the notifications of people. */
@Injectable()
export class NoteNotifications {
  constructor(private readonly incidents: IncidentRepository) {}

  @EventHandler(notificationEvents.personNotified, { durable: 'incident-note-notifications' })
  async note(tx: Sql, events: readonly EventOf<typeof notificationEvents.personNotified>[]): Promise<void> {
    const known = await this.incidents.existing(tx, [...new Set(events.map(({ data }) => data.incidentId))]);
    const entries = events.flatMap(({ data }): TimelineEntry[] =>
      known.has(data.incidentId)
        ? [
            {
              incidentId: data.incidentId,
              at: new Date(data.at),
              type: 'notified',
              actor: ringdown.name,
              text: data.text,
            },
          ]
        : [],
    );
    await appendTimeline(tx, entries);
  }
}
