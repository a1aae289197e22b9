import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type StatusCommand, commandForStatus, type Call } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { counter, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import type { ProviderCallStatus } from '@ringdown/telephony';
import { CallEngine } from './call-engine.js';
import { LineProviders } from './line-providers.js';
import type { StoredCall } from './stored-call.js';

const answers = counter(
  'provider_call_status_total',
  'Answers of providers that were asked for the status of a live call',
  ['state'],
);

/** How long to wait after each time that the call could not be read or written. */
const retryPausesMs = [100, 200, 400, 800, 1600, 3200];

/** One request to a provider, however many wait for its answer. */
interface StatusRequest {
  /** What follows from the answer; null where nothing does. Never rejects. */
  readonly found: Promise<StatusCommand | null>;
  /** Resolves when the call has been brought to that. Never rejects. */
  readonly applied: Promise<void>;
}

/**
 * Asks providers for the status of calls of which nothing has been heard for a while, and brings those calls to what was said.
 * Whoever wants to know of a call that is being asked about shares the answer. Who holds the mutex of another call must not wait for
 * `applied`: the call that is asked about may be asking about theirs.
 */
@Injectable()
export class ProviderCallStatusCheck {
  private readonly asked = new Map<string, StatusRequest>();

  constructor(
    private readonly engine: CallEngine,
    private readonly providers: LineProviders,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  ask(stored: StoredCall): StatusRequest {
    const { id } = stored.call;
    const asked = this.asked.get(id) ?? this.begin(stored);
    this.asked.set(id, asked);
    return asked;
  }

  private begin({ call, correlationId }: StoredCall): StatusRequest {
    const found = this.find(call);
    const applied = found
      .then((command) => command && withCorrelation(correlationId, () => this.apply(call.id, command)))
      .catch((error: unknown) =>
        this.logger.warn(
          { err: error, callId: call.id },
          'the status that a provider reported of a call could not be saved',
        ),
      )
      .then(() => void this.asked.delete(call.id));
    return { found, applied };
  }

  private async find(call: Call): Promise<StatusCommand | null> {
    const status = await this.statusOf(call);
    answers.inc({ state: status.state });
    if (status.state === 'unknown')
      this.logger.warn(
        { callId: call.id, reason: status.reason },
        'the provider could not tell whether a call is live',
      );
    return commandForStatus(call, status, this.clock.now().getTime());
  }

  /** By the account that the call came in on: its line may have another one by now, or be gone. */
  private async statusOf(call: Call): Promise<ProviderCallStatus> {
    try {
      const reached = this.providers.byAccount(call.providerAccountId);
      if (!reached) return { state: 'unknown', reason: 'the provider account of the call is gone' };
      return await reached.provider.callStatus(reached.account, call.providerCallId);
    } catch (error) {
      this.logger.error({ err: error, callId: call.id }, 'asking the provider about a call failed');
      return { state: 'unknown', reason: String(error) };
    }
  }

  /** What the provider has said is not asked for again for a while, so a slow Postgres must not lose it. */
  private async apply(callId: string, command: StatusCommand): Promise<void> {
    for (const pauseMs of retryPausesMs) {
      try {
        return await this.engine.handleWithEffects({ callId }, command);
      } catch (error) {
        if (!(error instanceof DomainError && error.kind === 'unavailable')) throw error;
        await wait(pauseMs);
      }
    }
    await this.engine.handleWithEffects({ callId }, command);
  }
}
