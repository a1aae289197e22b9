import { Injectable } from '@nestjs/common';
import { defaultGraceMinutes } from '@ringdown/contracts';
import { Broker, ConfigMirror } from '@ringdown/platform-messaging';
import type { IntegrationDocument } from '../webhooks/index.js';
import type { Expectation } from './heartbeat.js';

/** A heartbeat that there is, whether it has reported or not. */
export interface WatchedHeartbeat {
  readonly integration: IntegrationDocument;
  readonly expectation: Expectation;
}

/** The heartbeats of the configuration, as this instance knows it. */
@Injectable()
export class HeartbeatConfig {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly broker: Broker,
  ) {}

  /** By the id of its integration; null while no configuration has arrived. */
  watched(): ReadonlyMap<string, WatchedHeartbeat> | null {
    if (!this.mirror.ready) return null;
    return new Map(
      this.mirror.all('integration').flatMap((integration) => {
        const watched = watchedOf(integration);
        return watched ? [[integration.id, watched] as const] : [];
      }),
    );
  }

  /** One that was created a moment ago gets the time to arrive. */
  async find(integrationId: string): Promise<WatchedHeartbeat | null> {
    const integration = await this.mirror.find('integration', integrationId);
    return integration ? watchedOf(integration) : null;
  }

  /** False while what this instance knows may be its copy of an earlier day. */
  get isCurrent(): boolean {
    return this.broker.up;
  }
}

function watchedOf(integration: IntegrationDocument): WatchedHeartbeat | null {
  const { type, everyMinutes, graceMinutes } = integration;
  if (type !== 'heartbeat' || everyMinutes === null) return null;
  return { integration, expectation: { everyMinutes, graceMinutes: graceMinutes ?? defaultGraceMinutes } };
}
