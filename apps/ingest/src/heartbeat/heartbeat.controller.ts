import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ingestRpc } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { z } from 'zod';
import { dueAt, withPing } from './heartbeat.js';
import { HeartbeatConfig } from './heartbeat-config.js';
import { HeartbeatRepository } from './heartbeat.repository.js';

/** Answers control's RPC about a heartbeat. */
@Controller()
export class HeartbeatController {
  constructor(
    private readonly repository: HeartbeatRepository,
    private readonly config: HeartbeatConfig,
  ) {}

  /** With the ping that no look has seen yet. @throws DomainError `not-found`. */
  @MessagePattern(ingestRpc.heartbeat.subject)
  async heartbeat(@Payload() data: unknown): Promise<z.input<typeof ingestRpc.heartbeat.reply>> {
    const { integrationId } = ingestRpc.heartbeat.request.parse(data);
    const watched = await this.config.find(integrationId);
    if (!watched) throw new DomainError('not-found', `The integration ${integrationId} is no heartbeat.`);
    const [stored] = await this.repository.all([integrationId]);
    const heartbeat = stored ? withPing(stored.heartbeat, stored.ping) : null;
    if (!heartbeat) return { lastSeenAt: null, dueAt: null, missingSince: null };
    return {
      lastSeenAt: heartbeat.lastSeenAt.toISOString(),
      dueAt: dueAt(heartbeat, watched.expectation).toISOString(),
      missingSince: heartbeat.missingSince?.toISOString() ?? null,
    };
  }
}
