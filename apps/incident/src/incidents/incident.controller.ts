import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type BulkResult, type IncidentAnswer, type OccurrenceAnswer, incidentRpc } from '@ringdown/contracts';
import type { z } from 'zod';
import { IncidentBulkService } from './incident-bulk.service.js';
import { type IncidentBrief, IncidentRepository } from './incident.repository.js';
import { IncidentReader } from './incident-reader.js';
import { IncidentService } from './incident.service.js';

/** Answers control's RPC about incidents. */
@Controller()
export class IncidentController {
  constructor(
    private readonly incidents: IncidentService,
    private readonly reader: IncidentReader,
    private readonly bulk: IncidentBulkService,
    private readonly repository: IncidentRepository,
  ) {}

  @MessagePattern(incidentRpc.brief.subject)
  async brief(@Payload() data: unknown): Promise<{ items: IncidentBrief[] }> {
    return { items: await this.repository.brief(incidentRpc.brief.request.parse(data)) };
  }

  @MessagePattern(incidentRpc.list.subject)
  list(@Payload() data: unknown): Promise<{ items: IncidentAnswer[]; nextCursor: string | null }> {
    return this.reader.list(incidentRpc.list.request.parse(data));
  }

  @MessagePattern(incidentRpc.get.subject)
  get(@Payload() data: unknown): Promise<IncidentAnswer> {
    return this.reader.get(incidentRpc.get.request.parse(data).id);
  }

  @MessagePattern(incidentRpc.occurrences.subject)
  occurrences(@Payload() data: unknown): Promise<{ items: OccurrenceAnswer[]; nextCursor: string | null }> {
    return this.reader.listOccurrences(incidentRpc.occurrences.request.parse(data));
  }

  @MessagePattern(incidentRpc.ruleEvent.subject)
  ruleEvent(@Payload() data: unknown): Promise<z.input<typeof incidentRpc.ruleEvent.reply>> {
    return this.reader.ruleEvent(incidentRpc.ruleEvent.request.parse(data).id);
  }

  @MessagePattern(incidentRpc.setResponders.subject)
  setResponders(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, userIds, by } = incidentRpc.setResponders.request.parse(data);
    return this.incidents.setResponders(id, userIds, by);
  }

  @MessagePattern(incidentRpc.open.subject)
  open(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, ...reported } = incidentRpc.open.request.parse(data);
    return this.incidents.open(reported, by);
  }

  @MessagePattern(incidentRpc.acknowledge.subject)
  acknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.acknowledge.request.parse(data);
    return this.incidents.handle(id, { type: 'acknowledge' }, by, because);
  }

  @MessagePattern(incidentRpc.unacknowledge.subject)
  unacknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.unacknowledge.request.parse(data);
    return this.incidents.handle(id, { type: 'unacknowledge' }, by, because);
  }

  @MessagePattern(incidentRpc.resolve.subject)
  resolve(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.resolve.request.parse(data);
    return this.incidents.handle(id, { type: 'resolve' }, by, because);
  }

  @MessagePattern(incidentRpc.reopen.subject)
  reopen(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.reopen.request.parse(data);
    return this.incidents.handle(id, { type: 'reopen' }, by, because);
  }

  @MessagePattern(incidentRpc.escalate.subject)
  escalate(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.escalate.request.parse(data);
    return this.incidents.handle(id, { type: 'escalate' }, by, because);
  }

  @MessagePattern(incidentRpc.unmute.subject)
  unmute(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by, because } = incidentRpc.unmute.request.parse(data);
    return this.incidents.handle(id, { type: 'unmute' }, by, because);
  }

  @MessagePattern(incidentRpc.mute.subject)
  mute(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, mute, by } = incidentRpc.mute.request.parse(data);
    const until = mute.until === 'forever' ? null : new Date(mute.until);
    return this.incidents.handle(id, { type: 'mute', until }, by);
  }

  @MessagePattern(incidentRpc.ids.subject)
  async ids(@Payload() data: unknown): Promise<{ ids: string[] }> {
    return { ids: await this.repository.ids(incidentRpc.ids.request.parse(data)) };
  }

  @MessagePattern(incidentRpc.bulk.subject)
  applyBulk(@Payload() data: unknown): Promise<BulkResult> {
    return this.bulk.apply(incidentRpc.bulk.request.parse(data));
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
