import { Injectable } from '@nestjs/common';
import { incidentEvents } from '@ringdown/contracts';
import { reaction, type Reaction } from '@ringdown/platform-messaging';

/** A call shows the incident that was opened for it. */
@Injectable()
export class LinkIncident {
  reaction(): Reaction {
    return reaction({
      durable: 'call-routing-link-incident',
      events: [incidentEvents.opened],
      handle: async (tx, facts) => {
        const links = facts.flatMap(({ data }) => data.callIds.map((callId) => [callId, data.incidentId] as const));
        if (links.length === 0) return;
        await tx.query(
          `update call set incident_id = link.incident_id
           from unnest($1::text[], $2::text[]) as link(call_id, incident_id) where call.id = link.call_id`,
          [links.map(([callId]) => callId), links.map(([, incidentId]) => incidentId)],
        );
      },
    });
  }
}
