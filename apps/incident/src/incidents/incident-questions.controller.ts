import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentQuestions } from '@ringdown/contracts';
import { AnnotateIncident } from './annotate-incident.js';
import { ChangeIncidentStatus } from './change-incident-status.js';
import { EditIncident } from './edit-incident.js';
import { OpenByHand } from './open-by-hand.js';
import { ReadIncidents } from './read-incidents.js';

/** Answers control's questions and commands about incidents. */
@Controller()
export class IncidentQuestionsController {
  constructor(
    private readonly incidents: ReadIncidents,
    private readonly openByHand: OpenByHand,
    private readonly changeStatus: ChangeIncidentStatus,
    private readonly annotate: AnnotateIncident,
    private readonly edit: EditIncident,
  ) {}

  @MessagePattern(incidentQuestions.list.subject)
  list(@Payload() data: unknown): Promise<{ items: IncidentAnswer[]; nextCursor: string | null }> {
    return this.incidents.list(incidentQuestions.list.ask.parse(data));
  }

  @MessagePattern(incidentQuestions.get.subject)
  get(@Payload() data: unknown): Promise<IncidentAnswer> {
    return this.incidents.get(incidentQuestions.get.ask.parse(data).id);
  }

  @MessagePattern(incidentQuestions.open.subject)
  open(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, ...wanted } = incidentQuestions.open.ask.parse(data);
    return this.openByHand.execute(wanted, by);
  }

  @MessagePattern(incidentQuestions.acknowledge.subject)
  acknowledge(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentQuestions.acknowledge.ask.parse(data);
    return this.changeStatus.execute(id, 'acknowledge', by);
  }

  @MessagePattern(incidentQuestions.resolve.subject)
  resolve(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentQuestions.resolve.ask.parse(data);
    return this.changeStatus.execute(id, 'resolve', by);
  }

  @MessagePattern(incidentQuestions.reopen.subject)
  reopen(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, by } = incidentQuestions.reopen.ask.parse(data);
    return this.changeStatus.execute(id, 'reopen', by);
  }

  @MessagePattern(incidentQuestions.note.subject)
  note(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, note, by } = incidentQuestions.note.ask.parse(data);
    return this.annotate.execute(id, note.text, by);
  }

  @MessagePattern(incidentQuestions.change.subject)
  change(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, change, by } = incidentQuestions.change.ask.parse(data);
    return this.edit.execute(id, change, by);
  }
}
