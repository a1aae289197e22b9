import { Injectable } from '@nestjs/common';
import { type Call, doubtful, type BusyResponder, type RingingCommand, stillToRing } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { PostgresUnavailable } from '@ringdown/platform-persistence';
import { withTimeout } from '@ringdown/platform-timers';
import { CallDefectRepository, defectSentence } from './call-defects.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { type CallAddress, CallEngine, type LiveCommand } from './call-engine.js';
import { CallRepository } from './call.repository.js';
import { outsideDeadline } from './request-deadline.js';

/**
 * How long a caller waits for a provider to say whether somebody still talks on another call: several times what its REST API takes,
 * and little of the 15 s after which the provider gives us up, or of the 3 s that the proxy gives the fallback URL.
 */
const answerWithinMs = 1500;

/** A command that may lead to the next responder. */
type MayRing = Extract<LiveCommand, { type: RingingCommand['type'] }>;

/**
 * Who of a call's responders is busy in another routed call, and so is not rung. The report of a call's end may get lost: before it
 * passes somebody by, the provider is asked about a call of which nothing was heard for a while. Whoever is not known to be busy
 * in time is rung: a phone that turns out to be busy costs the caller less than nobody.
 */
@Injectable()
export class BusyResponders {
  private readonly listeningSince: number;

  constructor(
    private readonly engine: CallEngine,
    private readonly calls: CallRepository,
    private readonly statusCheck: ProviderCallStatusCheck,
    private readonly defects: CallDefectRepository,
    private readonly clock: Clock,
  ) {
    this.listeningSince = clock.now().getTime();
  }

  /** Handles a command that may lead to the next responder: `make` gets the ids of the users who are busy at that moment. */
  handle(address: CallAddress, make: (busyUserIds: readonly string[], call: Call) => MayRing): Promise<Call> {
    return this.engine.handleFor(address, async (call) => {
      const busyUserIds = await this.of(call, (ids, at) => ({ ...make(ids, call), at }) as RingingCommand);
      return make(busyUserIds, call);
    });
  }

  /** Ids of users; `commandWith` is what is to be decided with them. Never throws. */
  private async of(
    call: Call,
    commandWith: (busyUserIds: readonly string[], at: number) => RingingCommand,
  ): Promise<readonly string[]> {
    const userIds = stillToRing(call);
    if (userIds.length === 0) return [];
    try {
      const busyResponders = await this.calls.busyResponders(call.id, userIds);
      if (busyResponders.length === 0) return [];
      const command = commandWith([], this.clock.now().getTime());
      const doubted = doubtful(call, command, busyResponders, this.listeningSince);
      const over = doubted.length === 0 ? new Set() : await outsideDeadline(() => this.notKnownToLive(call, doubted));
      return busyResponders.filter(({ callId }) => !over.has(callId)).map(({ userId }) => userId);
    } catch (error) {
      this.note(call, error);
      return [];
    }
  }

  private async notKnownToLive(call: Call, doubted: readonly BusyResponder[]): Promise<ReadonlySet<string>> {
    const callIds = doubted.map(({ callId }) => callId);
    const known = (callId: string): Promise<boolean> =>
      this.isKnownToLive(callId).catch((error: unknown) => {
        if (!(error instanceof PostgresUnavailable)) this.note(call, error);
        return false;
      });
    const lives = await Promise.all(callIds.map((callId) => withTimeout(known(callId), answerWithinMs, () => false)));
    return new Set(callIds.filter((_, n) => !lives[n]));
  }

  private async isKnownToLive(callId: string): Promise<boolean> {
    const stored = await this.calls.load(callId);
    if (!stored || stored.call.phase.name === 'ended') return false;
    const found = await this.statusCheck.ask(stored).found;
    return found?.type === 'confirm-alive';
  }

  private note({ id: callId, lineId }: Call, error: unknown): void {
    const defect = defectSentence('Who is on another call could not be determined', error);
    void this.defects.note({ callId, lineId, defects: [defect] });
  }
}
