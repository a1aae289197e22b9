import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentRpc } from '@ringdown/contracts';
import { IncidentConfiguration, IncidentReader } from '../incidents/index.js';
import { CallIncidentsService } from './call-incidents.service.js';

/** Answers control's commands about the incident of a call. */
@Controller()
export class CallIncidentsController {
  constructor(
    private readonly calls: CallIncidentsService,
    private readonly incidents: IncidentReader,
    private readonly configuration: IncidentConfiguration,
  ) {}

  /** @throws DomainError `invalid` where the integration or the escalation policy does not exist; see `CallIncidentsService.open`. */
  @MessagePattern(incidentRpc.openForCall.subject)
  async openForCall(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, callId, details, ...reported } = incidentRpc.openForCall.request.parse(data);
    await this.configuration.assertIntegration(reported.integrationId);
    await this.configuration.assertEscalationPolicy(reported.escalationPolicyId);
    return this.incidents.get(await this.calls.open({ ...reported, body: details }, by, callId));
  }

  @MessagePattern(incidentRpc.linkCall.subject)
  async link(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentRpc.linkCall.request.parse(data);
    await this.calls.link(id, callId, by);
    return this.incidents.get(id);
  }

  @MessagePattern(incidentRpc.unlinkCall.subject)
  async unlink(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentRpc.unlinkCall.request.parse(data);
    await this.calls.unlink(id, callId, by);
    return this.incidents.get(id);
  }
}
