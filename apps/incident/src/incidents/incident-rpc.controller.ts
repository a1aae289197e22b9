import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentRpc } from '@ringdown/contracts';
import { AnnotateIncident } from './annotate-incident.js';
import { ChangeIncidentStatus } from './change-incident-status.js';
import { EditIncident } from './edit-incident.js';
import { OpenByHand } from './open-by-hand.js';
import { ReadIncidents } from './read-incidents.js';

/** Answers control's RPC about incidents. */
@Controller()
export class IncidentRpcController {
  constructor(
    private readonly incidents: ReadIncidents,
    private readonly openByHand: OpenByHand,
    private readonly changeStatus: ChangeIncidentStatus,
    private readonly annotate: AnnotateIncident,
    private readonly edit: EditIncident,
  ) {}

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
    const { by, ...wanted } = incidentRpc.open.request.parse(data);
    return this.openByHand.execute(wanted, by);
  }

  @MessagePattern(incidentRpc.acknowledge.subject)
  acknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.acknowledge.request.parse(data);
    return this.changeStatus.execute(id, 'acknowledge', by);
  }

  @MessagePattern(incidentRpc.resolve.subject)
  resolve(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.resolve.request.parse(data);
    return this.changeStatus.execute(id, 'resolve', by);
  }

  @MessagePattern(incidentRpc.reopen.subject)
  reopen(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentRpc.reopen.request.parse(data);
    return this.changeStatus.execute(id, 'reopen', by);
  }

  @MessagePattern(incidentRpc.note.subject)
  note(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, note, by } = incidentRpc.note.request.parse(data);
    return this.annotate.execute(id, note.text, by);
  }

  @MessagePattern(incidentRpc.change.subject)
  change(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, change, by } = incidentRpc.change.request.parse(data);
    return this.edit.execute(id, change, by);
  }
}
