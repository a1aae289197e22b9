import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { deadlineOf } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import { type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { type FireAgain, type TimerHandlers, Timers } from '@ringdown/platform-timers/bullmq';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { CallRepository } from './call.repository.js';
import { BusyResponders } from './busy-responders.js';
import type { callTimers } from './call-effects.js';
import type { StoredCall } from './stored-call.js';

/**
 * Deadlines start so long after the process: the proxy first brings what providers reported meanwhile, since it asks again every
 * second, and a pick-up that came in time is not to lose to a ring time that ended while nobody was there.
 */
export const heldReportsMs = 1500;

/** How long the sweep leaves a deadline to its timer. */
const sweepGraceMs = 700;

/** Timer and sweep lead to one place: whose deadline is over is decided by the call as it stands. */
@Injectable()
export class CallDeadlines {
  constructor(
    private readonly busy: BusyResponders,
    private readonly calls: CallRepository,
    private readonly statusCheck: ProviderCallStatusCheck,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  readonly handlers: TimerHandlers<typeof callTimers> = {
    'ring-timeout': ({ callId }) => this.look(callId),
    'screening-timeout': ({ callId }) => this.look(callId),
    'end-check': ({ callId }) => this.look(callId),
  };

  /** Takes the deadlines whose timers Redis has lost. */
  @Sweep({ name: 'call deadlines', everyMs: 1000, firstAfterMs: heldReportsMs + 1000, starts: 'at boot' })
  async sweep(): Promise<void> {
    const due = await this.calls.due(new Date(this.clock.now().getTime() - sweepGraceMs));
    await Promise.all(
      due.map((callId) =>
        this.look(callId).catch((error: unknown) => this.logger.warn({ err: error, callId }, 'a deadline failed')),
      ),
    );
  }

  private async look(callId: string): Promise<FireAgain | void> {
    // not from memory: another instance may have moved the call to an earlier deadline, and be gone
    const stored = await this.calls.load(callId);
    const deadline = stored && deadlineOf(stored.call);
    if (!stored || !deadline) return;
    if (this.clock.now().getTime() < deadline.at) return { againAt: new Date(deadline.at) };
    await withCorrelation(stored.correlationId, () => this.act(stored, deadline));
  }

  private async act(stored: StoredCall, deadline: NonNullable<ReturnType<typeof deadlineOf>>): Promise<void> {
    if (deadline.timer === 'end-check') {
      // no end was reported
      await this.statusCheck.ask(stored).applied;
      return;
    }
    const type = deadline.timer === 'ring-timeout' ? ('time-out-ring' as const) : ('time-out-screening' as const);
    const { attempt } = deadline;
    await this.busy.handle({ callId: stored.call.id }, (busyUserIds) => ({ type, attempt, busyUserIds }));
  }
}

/** Listens to the timers of calls while the process runs. */
@Injectable()
export class CallTimers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private listening: NodeJS.Timeout | undefined;

  constructor(
    private readonly timers: Timers<typeof callTimers>,
    private readonly deadlines: CallDeadlines,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    const { timers } = this;
    this.readiness.add('redis', () => timers.problem && `${timers.problem}; the sweep does the timers, up to 2 s late`);
    this.listening = setTimeout(() => timers.listen(this.deadlines.handlers), heldReportsMs);
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.listening);
  }
}
