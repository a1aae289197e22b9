import { Inject, Injectable } from '@nestjs/common';
import { type Call, deadlineOf, longestCallMs } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import type { FireAgain, TimerHandlers } from '@ringdown/platform-timers';
import { Providers } from '../voice/providers.js';
import { CallStore } from './call.store.js';
import type { callTimers } from './call.timers.js';
import { type Report, RunCall } from './run-call.js';

/** How long the sweep leaves a deadline to its timer. */
const sweepGraceMs = 700;

/** Timer and sweep lead to one place: whose deadline is over is decided by the call as it stands. */
@Injectable()
export class CallDeadlines {
  constructor(
    private readonly runCall: RunCall,
    private readonly store: CallStore,
    private readonly providers: Providers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  readonly handlers: TimerHandlers<typeof callTimers> = {
    'ring-timeout': ({ callId }) => this.look(callId),
    'screening-timeout': ({ callId }) => this.look(callId),
    'end-check': ({ callId }) => this.look(callId),
  };

  /** Does what Redis forgot. */
  async sweep(): Promise<void> {
    const due = await this.store.due(new Date(this.clock.now().getTime() - sweepGraceMs));
    await Promise.all(
      due.map((callId) =>
        this.look(callId).catch((error: unknown) => this.logger.warn({ err: error, callId }, 'a deadline failed')),
      ),
    );
  }

  private async look(callId: string): Promise<FireAgain | void> {
    // not from memory: another instance may have moved the call to an earlier deadline, and be gone
    const stored = await this.store.load(callId);
    const deadline = stored && deadlineOf(stored.call);
    if (!stored || !deadline) return;
    if (this.clock.now().getTime() < deadline.at) return { againAt: new Date(deadline.at) };
    await withCorrelation(stored.correlationId, () => this.act(stored.call, deadline));
  }

  private async act(call: Call, deadline: NonNullable<ReturnType<typeof deadlineOf>>): Promise<void> {
    if (deadline.timer === 'end-check') {
      const found = await this.ask(call);
      await this.runCall.report({ callId: call.id }, () => found);
      return;
    }
    const type = deadline.timer === 'ring-timeout' ? ('time-out-ring' as const) : ('time-out-screening' as const);
    const { attempt } = deadline;
    await this.runCall.reportThatMayRing({ callId: call.id }, (engagedUserIds) => ({ type, attempt, engagedUserIds }));
  }

  /** No end was reported: the provider is asked; what it does not know is kept alive until no call can be that long. */
  private async ask(call: Call): Promise<Report> {
    const reached = this.providers.forLine(call.lineId);
    const standing = reached
      ? await reached.provider.standing(reached.account, call.providerCallId)
      : { state: 'unknown' as const, reason: 'the line or its account is gone' };
    if (standing.state === 'ended') return { type: 'end', duration: standing.duration, failed: standing.failed };
    if (standing.state === 'unknown')
      this.logger.warn({ callId: call.id, reason: standing.reason }, 'nobody knows whether the call lives');
    const isTooOld = this.clock.now().getTime() - call.calledAt > longestCallMs;
    const isOver = standing.state === 'unknown' && call.phase.name === 'clearing';
    if (isTooOld) return { type: 'end', duration: null, failed: true };
    return isOver ? { type: 'end', duration: null, failed: false } : { type: 'find-alive' };
  }
}
