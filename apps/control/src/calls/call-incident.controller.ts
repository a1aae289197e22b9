import { Body, Controller, Delete, Inject, Param, Post, Put } from '@nestjs/common';
import { callRpc, type Incident, incident, incidentRpc, linkedIncident, newCallIncident } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { RpcClient } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { IncidentInput, toTimelineActor } from '../incidents/index.js';
import { IncidentOfCall } from './incident-of-call.js';

const opening = newCallIncident.strict();

/** The one incident of a call: open one, link one that is there, or take the link away. */
@Controller('api/v1/calls/:id/incident')
export class CallIncidentController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly input: IncidentInput,
    private readonly incidentOf: IncidentOfCall,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @Endpoint({ summary: 'Open an incident for a call', access: 'responder', body: opening, answer: incident })
  async open(
    @Param('id') callId: string,
    @Body() chosen: z.output<typeof opening>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    await this.input.assertReferences(chosen);
    const call = await this.rpc.request(callRpc.get, { id: callId });
    const details = await this.incidentOf.payload(call, chosen);
    const opened = await this.rpc.request(incidentRpc.openForCall, {
      ...chosen,
      callId,
      title: details.title,
      details,
      by: toTimelineActor(actor),
    });
    await this.show(callId, opened.id);
    return opened;
  }

  @Put()
  @Endpoint({
    summary: 'Link a call to an incident; it belongs to one at most',
    access: 'responder',
    body: linkedIncident,
    answer: incident,
  })
  async link(
    @Param('id') callId: string,
    @Body() { incidentId }: z.output<typeof linkedIncident>,
    @CurrentActor() actor: Actor,
  ): Promise<Incident> {
    await this.rpc.request(callRpc.get, { id: callId });
    const linked = await this.rpc.request(incidentRpc.linkCall, { id: incidentId, callId, by: toTimelineActor(actor) });
    await this.show(callId, linked.id);
    return linked;
  }

  @Delete()
  @Endpoint({
    summary: 'Unlink a call from its incident',
    access: 'responder',
    status: 204,
  })
  async unlink(@Param('id') callId: string, @CurrentActor() actor: Actor): Promise<void> {
    const { incidentId } = await this.rpc.request(callRpc.get, { id: callId });
    if (!incidentId) throw new DomainError('not-found', 'This call has no incident.');
    await this.rpc.request(incidentRpc.unlinkCall, { id: incidentId, callId, by: toTimelineActor(actor) });
    await this.show(callId, null);
  }

  /** So that the next read shows it. The incident holds the link: where call-routing cannot be reached now, it is not undone. */
  private async show(callId: string, incidentId: string | null): Promise<void> {
    await this.rpc
      .request(callRpc.showIncident, { id: callId, incidentId })
      .catch((error: unknown) =>
        this.logger.warn({ callId, reason: String(error) }, 'call-routing does not show the incident of a call yet'),
      );
  }
}
