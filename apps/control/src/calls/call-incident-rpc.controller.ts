import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { configurationRpc } from '@ringdown/contracts';
import { ActingUsers } from '../auth/index.js';
import { CallIncidents } from './call-incidents.js';

/** Answers notification's RPC for people who open or link the incident of a call from chat. */
@Controller()
export class CallIncidentRpcController {
  constructor(
    private readonly incidents: CallIncidents,
    private readonly users: ActingUsers,
  ) {}

  @MessagePattern(configurationRpc.openForCall.subject)
  async open(@Payload() data: unknown): Promise<{ id: string; number: number }> {
    const { userId, callId, chosen } = configurationRpc.openForCall.request.parse(data);
    const { id, number } = await this.incidents.open(callId, chosen, await this.users.actor(userId, 'responder'));
    return { id, number };
  }

  @MessagePattern(configurationRpc.linkCall.subject)
  async link(@Payload() data: unknown): Promise<{ id: string; number: number }> {
    const { userId, callId, incidentId } = configurationRpc.linkCall.request.parse(data);
    const { id, number } = await this.incidents.link(callId, incidentId, await this.users.actor(userId, 'responder'));
    return { id, number };
  }
}
