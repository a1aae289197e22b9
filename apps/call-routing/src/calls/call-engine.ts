import { advance, type Call, type CallCommand, type Effect } from '@ringdown/domain-calls';
import { type Clock, DomainError } from '@ringdown/kernel';
import { PostgresUnavailable } from '@ringdown/platform-persistence';
import { correlationId, type Logger } from '@ringdown/platform-telemetry';
import { Mutex } from 'async-mutex';
import type { CallEffects } from './call-effects.js';
import { outboxEventsOf } from './call-events.js';
import type { CallRepository } from './call.repository.js';
import type { LiveCalls } from './live-calls.js';
import { withDeadline } from './request-deadline.js';
import type { StoredCall } from './stored-call.js';

const maxTries = 5;

type WithoutTime<C> = C extends unknown ? Omit<C, 'at'> & { readonly at?: number } : never;
type ReceiveCommand = Extract<CallCommand, { type: 'receive' }>;
/** What happens to a call that is there. Without `at` (epoch milliseconds) it happens now. */
export type LiveCommand = WithoutTime<Exclude<CallCommand, { type: 'receive' }>>;
/** Makes the command from the call as it stands; within the call's mutex. */
type Decide = (call: Call) => LiveCommand | Promise<LiveCommand>;

/** A call as somebody names it; `lineId` where only a call of that line is meant. */
export interface CallAddress {
  readonly callId: string;
  readonly lineId?: string;
  /** Makes the call from what its callback URL says, where neither memory nor Postgres has it; null where that is not enough. */
  readonly rebuild?: () => StoredCall | null;
}

/** Only the line that a call came in on may ask for it: for any other line the call does not exist. */
export class CallOfAnotherLine extends DomainError {
  constructor() {
    super('not-found', 'There is no such call on this line.');
  }
}

interface CallEngineParts {
  readonly calls: CallRepository;
  readonly live: LiveCalls;
  readonly effects: Pick<CallEffects, 'perform'>;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Advanced {
  readonly call: Call;
  readonly effects: readonly Effect[];
}

/**
 * Carries every step of a call: load (memory, else Postgres), decide, save with the next version and the outbox in one
 * transaction, then the effects, for which nobody waits. Steps of one call in this process wait for each other, and what a step
 * asks of Postgres has one deadline in all.
 */
export class CallEngine {
  private readonly mutex = new KeyedMutex();

  constructor(private readonly parts: CallEngineParts) {}

  /** The call of this provider id: received now, or as it stands when the provider asks again. */
  async receive(command: ReceiveCommand): Promise<Call> {
    const { provider, providerCallId } = command.details;
    const { call, effects } = await this.exclusively(`${provider}:${providerCallId}`, () => this.receiveOnce(command));
    this.performSoon(call, effects);
    return call;
  }

  /** @throws DomainError as `handleFor` does. */
  handle(address: CallAddress, command: LiveCommand): Promise<Call> {
    return this.handleFor(address, () => command);
  }

  /**
   * For a command that depends on the call as it stands.
   * @throws DomainError `not-found` for a call that is not there (CallOfAnotherLine where it is another line's), `unavailable` where
   * the call is out of reach.
   */
  async handleFor(address: CallAddress, decide: Decide): Promise<Call> {
    const { call, effects } = await this.advance(address, decide);
    this.performSoon(call, effects);
    return call;
  }

  /** Like `handle`, and resolves only when the effects are performed too. @throws also where one of them fails. */
  async handleWithEffects(address: CallAddress, command: LiveCommand): Promise<void> {
    const { call, effects } = await this.advance(address, () => command);
    await this.perform(call, effects);
  }

  /** Null where there is no such call, and where that is not known. */
  async findByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const known = this.parts.live.getByProvider(provider, providerCallId);
    return (
      known ?? withDeadline(() => this.parts.calls.loadByProvider(provider, providerCallId)).catch(nullIfUnavailable)
    );
  }

  private async receiveOnce(command: ReceiveCommand): Promise<Advanced> {
    const { provider, providerCallId } = command.details;
    const known = this.parts.live.getByProvider(provider, providerCallId);
    if (known) return { call: known.call, effects: [] };
    const { call, events, steps, effects } = advance(null, command);
    if (!call) throw new Error('a received call is a call');
    const stored = { call, steps, version: 1, correlationId: correlationId() };
    const outboxEvents = outboxEventsOf(events, { ...stored, publicUrl: this.parts.publicUrl, notes: '' });
    if (await this.parts.calls.insert(stored, outboxEvents)) {
      this.parts.live.put(stored);
      this.parts.logger.info(
        { callId: call.id, lineId: call.lineId, plan: call.attempts.map((a) => a.result) },
        'a call came in',
      );
      return { call, effects };
    }
    const earlier =
      (await this.parts.calls.loadByProvider(provider, providerCallId)) ?? (await this.parts.calls.load(call.id));
    if (!earlier) throw new DomainError('not-found', `Call ${call.id} was deleted from the log.`);
    this.parts.live.put(earlier);
    return { call: earlier.call, effects: [] };
  }

  private advance(address: CallAddress, decide: Decide): Promise<Advanced> {
    const { callId } = address;
    return this.exclusively(callId, async () => {
      for (let attempt = 1; attempt <= maxTries; attempt++) {
        const known = attempt === 1 ? this.parts.live.get(callId) : null;
        const stored = known ?? (await this.load(address));
        const done = await this.step(stored, await this.commandFor(address, stored.call, decide));
        // what memory calls a late report may be news to another instance's version of the call
        if (done === 'nothing' && !known) return { call: stored.call, effects: [] };
        if (typeof done === 'object') return done;
        this.parts.logger.debug({ callId, attempt }, 'looking at the call in Postgres');
      }
      throw new DomainError('unavailable', `Call ${callId} is being changed by other requests; try again.`);
    });
  }

  private async commandFor({ lineId }: CallAddress, call: Call, decide: Decide): Promise<CallCommand> {
    // a signature of one account opens no call of another line
    if (lineId && call.lineId !== lineId) throw new CallOfAnotherLine();
    const command = await decide(call);
    return { ...command, at: command.at ?? this.parts.clock.now().getTime() } as CallCommand;
  }

  private async step(stored: StoredCall, command: CallCommand): Promise<Advanced | 'nothing' | 'conflict'> {
    const { call, events, steps, effects } = advance(stored.call, command);
    if (!call || events.length === 0) return 'nothing';
    const next = { ...stored, call, steps: [...stored.steps, ...steps], version: stored.version + 1 };
    const notes = events.some((e) => e.type === 'ended') ? await this.parts.calls.notes(call.id) : '';
    const outboxEvents = outboxEventsOf(events, { ...next, publicUrl: this.parts.publicUrl, notes });
    if (!(await this.parts.calls.update(next, outboxEvents))) return 'conflict';
    this.parts.live.put(next);
    this.parts.logger.info(
      { callId: call.id, events: events.map((e) => e.type), phase: call.phase.name },
      'the call went on',
    );
    return { call, effects };
  }

  private async load({ callId, rebuild }: CallAddress): Promise<StoredCall> {
    const stored = await this.parts.calls.load(callId).catch((error: unknown) => {
      const rebuilt = nullIfUnavailable(error) ?? rebuild?.() ?? null;
      if (!rebuilt) throw new DomainError('unavailable', `Call ${callId} cannot be read: Postgres is unavailable.`);
      this.parts.logger.warn({ callId, phase: rebuilt.call.phase.name }, 'a call that is out of reach is rebuilt');
      return rebuilt;
    });
    if (!stored) throw new DomainError('not-found', `There is no call ${callId}.`);
    if (stored.call.phase.name !== 'ended') this.parts.live.put(stored);
    return stored;
  }

  private performSoon(call: Call, effects: readonly Effect[]): void {
    if (effects.length === 0) return;
    this.perform(call, effects).catch((error: unknown) =>
      this.parts.logger.error({ err: error, callId: call.id }, 'an effect failed'),
    );
  }

  /** What an effect comes to is a step of the call too, the last one: its own effects are left to the sweep of deadlines. */
  private async perform(call: Call, effects: readonly Effect[]): Promise<void> {
    const each = async (effect: Effect): Promise<void> => {
      const outcome = await this.parts.effects.perform(call, effect);
      if (outcome) await this.advance({ callId: call.id }, () => outcome);
    };
    await Promise.all(effects.map(each));
  }

  private exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(key, () => withDeadline(work));
  }
}

function nullIfUnavailable(error: unknown): null {
  if (error instanceof PostgresUnavailable) return null;
  throw error;
}

/** What has the same key is done one after the other. */
class KeyedMutex {
  private readonly mutexes = new Map<string, Mutex>();

  async runExclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mutex = this.mutexes.get(key) ?? new Mutex();
    this.mutexes.set(key, mutex);
    try {
      return await mutex.runExclusive(work);
    } finally {
      if (!mutex.isLocked()) this.mutexes.delete(key);
    }
  }
}
