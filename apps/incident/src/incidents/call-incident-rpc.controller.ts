import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentRpc } from '@ringdown/contracts';
import { LinkCall } from './link-call.js';
import { OpenByHand } from './open-by-hand.js';

/** Answers control's commands about the incident of a call. */
@Controller()
export class CallIncidentRpcController {
  constructor(
    private readonly openByHand: OpenByHand,
    private readonly linkCall: LinkCall,
  ) {}

  @MessagePattern(incidentRpc.openForCall.subject)
  openForCall(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, callId, details, ...wanted } = incidentRpc.openForCall.request.parse(data);
    return this.openByHand.execute({ ...wanted, body: details }, by, callId);
  }

  @MessagePattern(incidentRpc.linkCall.subject)
  link(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentRpc.linkCall.request.parse(data);
    return this.linkCall.link(id, callId, by);
  }

  @MessagePattern(incidentRpc.unlinkCall.subject)
  unlink(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentRpc.unlinkCall.request.parse(data);
    return this.linkCall.unlink(id, callId, by);
  }
}
