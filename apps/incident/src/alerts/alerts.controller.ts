import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { incidentRpc } from '@ringdown/contracts';
import type { z } from 'zod';
import { AlertEffects } from './alert-effects.js';

/** Answers control's RPC about events of monitors. */
@Controller()
export class AlertsController {
  constructor(private readonly effects: AlertEffects) {}

  @MessagePattern(incidentRpc.ofEvents.subject)
  ofEvents(@Payload() data: unknown): Promise<z.input<typeof incidentRpc.ofEvents.reply>> {
    return this.effects.ofEvents(incidentRpc.ofEvents.request.parse(data).eventIds);
  }

  @MessagePattern(incidentRpc.foresee.subject)
  foresee(@Payload() data: unknown): Promise<z.input<typeof incidentRpc.foresee.reply>> {
    return this.effects.foresee(incidentRpc.foresee.request.parse(data));
  }
}
