import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { type Incident, incident, linkedIncident, newCallIncident } from '@ringdown/contracts';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { CallIncidents } from './call-incidents.js';

const opening = newCallIncident.strict();

/** The one incident of a call: open one, link one that is there, or take the link away. */
@Controller('api/v1/calls/:id/incident')
export class CallIncidentController {
  constructor(private readonly incidents: CallIncidents) {}

  @Post()
  @Endpoint({ summary: 'Open an incident for a call', access: 'responder', body: opening, answer: incident })
  open(
    @Param('id') callId: string,
    @Body() chosen: z.output<typeof opening>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    return this.incidents.open(callId, chosen, actor);
  }

  @Put()
  @Endpoint({
    summary: 'Link a call to an incident; it belongs to one at most',
    access: 'responder',
    body: linkedIncident,
    answer: incident,
  })
  link(
    @Param('id') callId: string,
    @Body() { incidentId }: z.output<typeof linkedIncident>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    return this.incidents.link(callId, incidentId, actor);
  }

  @Delete()
  @Endpoint({
    summary: 'Unlink a call from its incident',
    access: 'responder',
    status: 204,
  })
  unlink(@Param('id') callId: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.incidents.unlink(callId, actor);
  }
}
