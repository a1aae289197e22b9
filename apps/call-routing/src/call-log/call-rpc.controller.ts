import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type Call, type CallDefect, callRpc } from '@ringdown/contracts';
import { CallDefectRepository } from '../calls/index.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallLogService } from './call-log.service.js';

/** The RPC of calls, which control requests. */
@Controller()
export class CallRpcController {
  constructor(
    private readonly log: CallLogRepository,
    private readonly service: CallLogService,
    private readonly callDefects: CallDefectRepository,
  ) {}

  @MessagePattern(callRpc.defects.subject)
  async defects(): Promise<{ items: CallDefect[] }> {
    return { items: await this.callDefects.list() };
  }

  @MessagePattern(callRpc.list.subject)
  list(@Payload() data: unknown): Promise<{ items: Call[]; nextCursor: string | null }> {
    return this.log.list(callRpc.list.request.parse(data));
  }

  @MessagePattern(callRpc.get.subject)
  get(@Payload() data: unknown): Promise<Call> {
    return this.log.get(callRpc.get.request.parse(data).id);
  }

  @MessagePattern(callRpc.change.subject)
  change(@Payload() data: unknown): Promise<Call> {
    const { id, change } = callRpc.change.request.parse(data);
    return this.log.change(id, change);
  }

  @MessagePattern(callRpc.media.subject)
  media(@Payload() data: unknown): Promise<{ providerUrl: string; providerAccountId: string }> {
    const { id, kind } = callRpc.media.request.parse(data);
    return this.log.media(id, kind);
  }

  @MessagePattern(callRpc.liveOnLine.subject)
  async liveOnLine(@Payload() data: unknown): Promise<{ count: number }> {
    return { count: await this.log.countLive(callRpc.liveOnLine.request.parse(data).lineId) };
  }

  @MessagePattern(callRpc.delete.subject)
  delete(@Payload() data: unknown): Promise<{ id: string }> {
    return this.service.delete(callRpc.delete.request.parse(data).id);
  }

  @MessagePattern(callRpc.showIncident.subject)
  showIncident(@Payload() data: unknown): Promise<Call> {
    const { id, incidentId } = callRpc.showIncident.request.parse(data);
    return this.log.showIncident(id, incidentId);
  }
}
