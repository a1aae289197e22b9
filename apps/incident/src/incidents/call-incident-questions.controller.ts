import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentAnswer, incidentQuestions } from '@ringdown/contracts';
import { LinkCall } from './link-call.js';
import { OpenByHand } from './open-by-hand.js';

/** Answers control's commands about the incident of a call. */
@Controller()
export class CallIncidentQuestionsController {
  constructor(
    private readonly openByHand: OpenByHand,
    private readonly linkCall: LinkCall,
  ) {}

  @MessagePattern(incidentQuestions.openForCall.subject)
  openForCall(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { by, callId, details, ...wanted } = incidentQuestions.openForCall.ask.parse(data);
    return this.openByHand.execute({ ...wanted, body: details }, by, callId);
  }

  @MessagePattern(incidentQuestions.linkCall.subject)
  link(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentQuestions.linkCall.ask.parse(data);
    return this.linkCall.link(id, callId, by);
  }

  @MessagePattern(incidentQuestions.unlinkCall.subject)
  unlink(@Payload() data: unknown): Promise<IncidentAnswer> {
    const { id, callId, by } = incidentQuestions.unlinkCall.ask.parse(data);
    return this.linkCall.unlink(id, callId, by);
  }
}
