import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { callRpc, type Incident, incidentRpc, linkedIncident } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { RpcClient } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { actorOf, IncidentInput } from '../incidents/index.js';
import { By, type Doer } from '../who/index.js';
import { IncidentOfCall } from './incident-of-call.js';

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
  async open(@Param('id') callId: string, @Body() body: unknown, @By() by: Doer): Promise<Incident> {
    const chosen = await this.input.openingForCall(body);
    const call = await this.rpc.request(callRpc.get, { id: callId });
    const details = await this.incidentOf.payload(call, chosen);
    const opening = { ...chosen, callId, title: details.title, details, by: actorOf(by) };
    const incident = await this.rpc.request(incidentRpc.openForCall, opening);
    await this.show(callId, incident.id);
    return incident;
  }

  @Put()
  async link(@Param('id') callId: string, @Body() body: unknown, @By() by: Doer): Promise<Incident> {
    const { incidentId } = linkedIncident.parse(body ?? {});
    await this.rpc.request(callRpc.get, { id: callId });
    const incident = await this.rpc.request(incidentRpc.linkCall, { id: incidentId, callId, by: actorOf(by) });
    await this.show(callId, incident.id);
    return incident;
  }

  @Delete()
  @HttpCode(204)
  async unlink(@Param('id') callId: string, @By() by: Doer): Promise<void> {
    const { incidentId } = await this.rpc.request(callRpc.get, { id: callId });
    if (!incidentId) throw new DomainError('not-found', 'This call has no incident.');
    await this.rpc.request(incidentRpc.unlinkCall, { id: incidentId, callId, by: actorOf(by) });
    await this.show(callId, null);
  }

  /** So that the next read shows it. The incident holds the link: where the call cannot be told now, it is not undone. */
  private async show(callId: string, incidentId: string | null): Promise<void> {
    await this.rpc
      .request(callRpc.showIncident, { id: callId, incidentId })
      .catch((error: unknown) =>
        this.logger.warn({ callId, reason: String(error) }, 'a call was not told its incident'),
      );
  }
}
