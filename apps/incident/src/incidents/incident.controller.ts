import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentRpc } from '@ringdown/contracts';
import { IncidentService } from './incident.service.js';

/** Answers control's RPC about incidents. */
@Controller()
export class IncidentController {
  constructor(private readonly incidents: IncidentService) {}

  @MessagePattern(incidentRpc.list.subject)
  list(@Payload() data: unknown): Promise<{ items: IncidentAnswer[]; nextCursor: string | null }> {
    return this.incidents.list(incidentRpc.list.request.parse(data));
  }

  @MessagePattern(incidentRpc.get.subject)
  get(@Payload() data: unknown): Promise<IncidentAnswer> {
    return this.incidents.get(incidentRpc.get.request.parse(data).id);
  }

  @MessagePattern(incidentRpc.open.subject)
  open(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, ...reported } = incidentRpc.open.request.parse(data);
    return this.incidents.open(reported, by);
  }

  @MessagePattern(incidentRpc.acknowledge.subject)
  acknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.acknowledge.request.parse(data);
    return this.incidents.handle(id, { type: 'acknowledge' }, by);
  }

  @MessagePattern(incidentRpc.unacknowledge.subject)
  unacknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.unacknowledge.request.parse(data);
    return this.incidents.handle(id, { type: 'unacknowledge' }, by);
  }

  @MessagePattern(incidentRpc.resolve.subject)
  resolve(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.resolve.request.parse(data);
    return this.incidents.handle(id, { type: 'resolve' }, by);
  }

  @MessagePattern(incidentRpc.reopen.subject)
  reopen(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.reopen.request.parse(data);
    return this.incidents.handle(id, { type: 'reopen' }, by);
  }

  @MessagePattern(incidentRpc.escalate.subject)
  escalate(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.escalate.request.parse(data);
    return this.incidents.handle(id, { type: 'escalate' }, by);
  }

  @MessagePattern(incidentRpc.unmute.subject)
  unmute(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.unmute.request.parse(data);
    return this.incidents.handle(id, { type: 'unmute' }, by);
  }

  @MessagePattern(incidentRpc.mute.subject)
  mute(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, mute, by } = incidentRpc.mute.request.parse(data);
    const until = mute.until === 'forever' ? null : new Date(mute.until);
    return this.incidents.handle(id, { type: 'mute', until }, by);
  }

  @MessagePattern(incidentRpc.note.subject)
  note(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, note, by } = incidentRpc.note.request.parse(data);
    return this.incidents.note(id, note.text, by);
  }

  @MessagePattern(incidentRpc.change.subject)
  change(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, change, by } = incidentRpc.change.request.parse(data);
    return this.incidents.edit(id, change, by);
  }
}
