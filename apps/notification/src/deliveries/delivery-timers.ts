import { Inject, Injectable } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';

/** The timers of this service. `channel`: look at what waits for it. `at`: milliseconds since 1970. */
const catalogue = {
  channel: timer({
    data: z.object({ channelId: z.string(), at: z.number() }),
    key: ({ channelId, at }) => `${channelId}.${at}`,
  }),
} as const;

@Injectable()
export class DeliveryTimers extends Timers<typeof catalogue> {
  constructor(
    { redisUrl }: Settings,
    refused: RefusedSettings,
    readiness: Readiness,
    private readonly database: Database,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(catalogue, {
      redisUrl,
      service: 'notification-channels',
      logger,
      onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
    });
    readiness.add('redis', () => this.problem && `${this.problem}; the sweep does the timers, up to 2 s late`);
  }

  /** Has a channel looked at when something is due there. What Redis does not take, the sweep finds. */
  schedule(channelId: string, at: Date): Promise<void> {
    return this.arm('channel', { channelId, at: at.getTime() }, at);
  }

  /** Calls `look` for each channel whose timer fires, once Postgres is there. */
  start(look: (channelId: string) => Promise<void>): void {
    this.database.whenOpen(() => this.listen({ channel: ({ channelId }) => look(channelId) }));
  }
}
