import { Injectable } from '@nestjs/common';
import { incidentEvents } from '@ringdown/contracts';
import { eventHandler, type EventHandler } from '@ringdown/platform-messaging';

/** A call shows the incident that was opened for it, unless somebody has chosen another since, or none. */
@Injectable()
export class LinkIncident {
  eventHandler(): EventHandler {
    return eventHandler({
      durable: 'call-routing-link-incident',
      events: [incidentEvents.opened],
      handle: async (tx, events) => {
        const links = events.flatMap(({ data }) => data.callIds.map((callId) => ({ ...data, callId })));
        if (links.length === 0) return;
        await tx.query(
          `update call set incident_id = link.incident_id
           from unnest($1::text[], $2::text[], $3::timestamptz[]) as link(call_id, incident_id, opened_at)
           where call.id = link.call_id
             and (call.incident_chosen_at is null or call.incident_chosen_at < link.opened_at)`,
          [links.map((l) => l.callId), links.map((l) => l.incidentId), links.map((l) => l.openedAt)],
        );
      },
    });
  }
}
