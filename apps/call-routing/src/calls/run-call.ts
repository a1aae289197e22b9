import { Inject, Injectable } from '@nestjs/common';
import type { Call, CallCommand, RingingCommand } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { AdvanceCall } from './advance-call.js';
import { BusyResponders } from './busy-responders.js';
import { PerformEffects } from './perform-effects.js';
import type { ToldByProvider } from './told-by-provider.js';

type WithoutTime<C> = C extends unknown ? Omit<C, 'at'> : never;
/** A command without its instant: the edge adds the time. */
export type Report = WithoutTime<Exclude<CallCommand, { type: 'receive' }>>;

/** A call as somebody names it; `lineId` where only a call of that line is meant. */
export interface CallAddress {
  readonly callId: string;
  readonly lineId?: string;
  /** What the call may be rebuilt from, should it be out of reach. */
  readonly told?: ToldByProvider;
}

/** Only the line that a call came in on may ask for it: for any other line the call does not exist. */
export class CallOfAnotherLine extends DomainError {
  constructor() {
    super('not-found', 'There is no such call on this line.');
  }
}

/** What the doors and the timers call: advances the call, performs the effects without making the caller wait for them. */
@Injectable()
export class RunCall {
  constructor(
    private readonly advanceCall: AdvanceCall,
    private readonly performEffects: PerformEffects,
    private readonly busy: BusyResponders,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async receive(command: Extract<CallCommand, { type: 'receive' }>): Promise<Call> {
    const { call, effects } = await this.advanceCall.receive(command);
    this.performSoon(call, effects);
    return call;
  }

  /** @throws DomainError `not-found` for a call that is not there, CallOfAnotherLine where it is another line's. */
  async report({ callId, lineId, told }: CallAddress, make: (call: Call) => Report | Promise<Report>): Promise<Call> {
    const command = async (found: Call) => {
      // a signature of one account opens no call of another line
      if (lineId && found.lineId !== lineId) throw new CallOfAnotherLine();
      return { ...(await make(found)), at: this.clock.now().getTime() } as CallCommand;
    };
    const { call, effects } = await this.advanceCall.execute(callId, command, told);
    this.performSoon(call, effects);
    return call;
  }

  /** Like `report`, for what may lead to the next responder: it is told who is busy at that moment. */
  reportThatMayRing(
    address: CallAddress,
    make: (busyUserIds: readonly string[], call: Call) => WithoutTime<RingingCommand>,
  ): Promise<Call> {
    return this.report(address, async (call) => {
      const busyUserIds = await this.busy.of(call, (ids, at) => ({ ...make(ids, call), at }));
      return make(busyUserIds, call);
    });
  }

  private performSoon(call: Call, effects: Parameters<PerformEffects['perform']>[1]): void {
    if (effects.length === 0) return;
    this.performEffects
      .perform(call, effects)
      .catch((error: unknown) => this.logger.error({ err: error, callId: call.id }, 'an effect failed'));
  }
}
