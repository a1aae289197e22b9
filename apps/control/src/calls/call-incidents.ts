import { Inject, Injectable } from '@nestjs/common';
import { callRpc, type Incident, incidentRpc, type newCallIncident } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { RpcClient } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import type { z } from 'zod';
import type { Actor } from '../api/index.js';
import { IncidentInput, toTimelineActor } from '../incidents/index.js';
import { IncidentOfCall } from './incident-of-call.js';

/** The one incident of a call: opened, linked, or taken away. The incident service owns the link, call-routing shows it. */
@Injectable()
export class CallIncidents {
  constructor(
    private readonly rpc: RpcClient,
    private readonly input: IncidentInput,
    private readonly incidentOf: IncidentOfCall,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws DomainError `invalid` for what does not exist, `conflict` where the call has an incident. */
  async open(callId: string, chosen: z.output<typeof newCallIncident>, actor: Actor): Promise<Incident> {
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

  /** @throws DomainError `not-found` for a call or an incident that is not there. */
  async link(callId: string, incidentId: string, actor: Actor): Promise<Incident> {
    await this.rpc.request(callRpc.get, { id: callId });
    const linked = await this.rpc.request(incidentRpc.linkCall, { id: incidentId, callId, by: toTimelineActor(actor) });
    await this.show(callId, linked.id);
    return linked;
  }

  /** @throws DomainError `not-found` where the call has no incident. */
  async unlink(callId: string, actor: Actor): Promise<void> {
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
