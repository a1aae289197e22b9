import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { configurationRpc, newOverride } from '@ringdown/contracts';
import { ActingUsers } from '../auth/index.js';
import { Overrides } from './overrides.js';

/** Answers notification's RPC for people who put somebody on call from chat. */
@Controller()
export class OverridesRpcController {
  constructor(
    private readonly overrides: Overrides,
    private readonly users: ActingUsers,
  ) {}

  @MessagePattern(configurationRpc.addOverride.subject)
  async add(@Payload() data: unknown): Promise<{ scheduleId: string; scheduleName: string }> {
    const { userId, scheduleId, onCallUserId, startsAt, endsAt } = configurationRpc.addOverride.request.parse(data);
    const actor = await this.users.actor(userId, 'responder');
    const body = newOverride.parse({ userId: onCallUserId, startsAt, endsAt });
    const { schedule } = await this.overrides.add(scheduleId, body, actor, 'override added from Slack');
    return { scheduleId: schedule.id, scheduleName: schedule.name };
  }
}
