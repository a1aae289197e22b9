import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { callEvents, incidentEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import {
  type AfterCommit,
  ConfigMirror,
  type EventOf,
  eventHandler,
  type EventHandler,
} from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { addDeliveries } from './add-deliveries.js';
import { ArmDeliveries } from './arm-deliveries.js';
import { channelsFor, type Listeners } from './channels-for.js';
import type { PlannedDelivery } from './delivery.js';
import { isCallFact, type ToldFact } from './told-fact.js';

type Arrived = EventOf<(typeof callEvents)['completed'] | (typeof incidentEvents)[keyof typeof incidentEvents]>;

const pollMs = 50;
const timeoutMs = 10_000;

/** A fact arrives: which channels hear of it is written down with the inbox, in one transaction; then they are rung. */
@Injectable()
export class PlanDeliveries {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
    private readonly armDeliveries: ArmDeliveries,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  eventHandlers(): readonly EventHandler[] {
    return [
      eventHandler({
        durable: 'notification-tell-of-call',
        events: [callEvents.completed],
        handle: (tx, facts) => this.handle(tx, facts),
      }),
      eventHandler({
        durable: 'notification-tell-of-incident',
        events: Object.values(incidentEvents),
        handle: (tx, facts) => this.handle(tx, facts),
      }),
    ];
  }

  private async handle(tx: Sql, facts: readonly Arrived[]): Promise<AfterCommit> {
    await this.configuration(facts);
    const planned = facts.flatMap((arrived) => this.plan(arrived));
    const armed = await addDeliveries(tx, planned, this.clock.now());
    return () => this.armDeliveries.execute(armed);
  }

  /** Without the configuration nobody would hear of it, and the fact would be gone. A thing made a moment ago is waited for. */
  private async configuration(facts: readonly Arrived[]): Promise<void> {
    for (let waited = 0; !this.mirror.ready; waited += pollMs) {
      if (waited >= timeoutMs) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
      await wait(pollMs);
    }
    const lines = new Set(facts.flatMap(({ data }) => data.lineId ?? []));
    const integrations = new Set(facts.flatMap(({ data }) => ('integrationId' in data ? data.integrationId : [])));
    await Promise.all([
      ...[...lines].map((id) => this.mirror.find('line', id)),
      ...[...integrations].map((id) => this.mirror.find('integration', id)),
    ]);
  }

  private plan({ subject, data, envelope }: Arrived): PlannedDelivery[] {
    const fact = { subject, data } as ToldFact;
    const channelIds = channelsFor(fact, this.listenersOf(fact));
    this.logger.debug({ event: envelope.id, subject, channels: channelIds.length }, 'a fact to be told');
    return channelIds.map((channelId) => ({
      fact,
      eventId: envelope.id,
      factAt: envelope.occurredAt,
      correlationId: envelope.correlationId,
      channelId,
    }));
  }

  private listenersOf(fact: ToldFact): Listeners {
    const { lineId } = fact.data;
    return {
      line: lineId ? this.mirror.get('line', lineId) : undefined,
      integration: isCallFact(fact) ? undefined : this.mirror.get('integration', fact.data.integrationId),
    };
  }
}
