import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type Call, type CallDefect, callQuestions } from '@ringdown/contracts';
import { CallDefects } from '../../rescue/call-defects.js';
import { CallLogReader } from '../persistence/call-log.reader.js';
import { DeleteCall } from './delete-call.js';

/** What control asks about calls. */
@Controller()
export class CallQuestionsController {
  constructor(
    private readonly log: CallLogReader,
    private readonly deleteCall: DeleteCall,
    private readonly callDefects: CallDefects,
  ) {}

  @MessagePattern(callQuestions.defects.subject)
  async defects(): Promise<{ items: CallDefect[] }> {
    return { items: await this.callDefects.list() };
  }

  @MessagePattern(callQuestions.list.subject)
  list(@Payload() data: unknown): Promise<{ items: Call[]; nextCursor: string | null }> {
    return this.log.list(callQuestions.list.ask.parse(data));
  }

  @MessagePattern(callQuestions.get.subject)
  get(@Payload() data: unknown): Promise<Call> {
    return this.log.get(callQuestions.get.ask.parse(data).id);
  }

  @MessagePattern(callQuestions.change.subject)
  change(@Payload() data: unknown): Promise<Call> {
    const { id, change } = callQuestions.change.ask.parse(data);
    return this.log.change(id, change);
  }

  @MessagePattern(callQuestions.media.subject)
  media(@Payload() data: unknown): Promise<{ providerUrl: string; providerAccountId: string }> {
    const { id, kind } = callQuestions.media.ask.parse(data);
    return this.log.media(id, kind);
  }

  @MessagePattern(callQuestions.liveOnLine.subject)
  async liveOnLine(@Payload() data: unknown): Promise<{ count: number }> {
    return { count: await this.log.countLive(callQuestions.liveOnLine.ask.parse(data).lineId) };
  }

  @MessagePattern(callQuestions.delete.subject)
  delete(@Payload() data: unknown): Promise<{ id: string }> {
    return this.deleteCall.execute(callQuestions.delete.ask.parse(data).id);
  }

  @MessagePattern(callQuestions.showIncident.subject)
  showIncident(@Payload() data: unknown): Promise<Call> {
    const { id, incidentId } = callQuestions.showIncident.ask.parse(data);
    return this.log.showIncident(id, incidentId);
  }
}
