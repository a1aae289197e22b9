import { Inject, Injectable } from '@nestjs/common';
import { advance, type Call, type CallCommand, type Effect } from '@ringdown/domain-calls';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { PostgresUnavailable } from '@ringdown/platform-persistence';
import { correlationId, type Logger } from '@ringdown/platform-telemetry';
import { outboxEventsOf } from './announce.js';
import { CallStore } from './call.store.js';
import { LiveCalls } from './live-calls.js';
import { withDeadline } from './request-deadline.js';
import { RebuildCall } from './rebuild-call.js';
import type { StoredCall } from './stored-call.js';
import type { ToldByProvider } from './told-by-provider.js';
import { KeyedMutex } from './keyed-mutex.js';

const maxTries = 5;

/** A command whose making may depend on the call as it stands. */
export type MakeCommand = (call: Call) => CallCommand | Promise<CallCommand>;

interface Advanced {
  readonly call: Call;
  readonly effects: readonly Effect[];
}

/**
 * One step of a call: load (memory, else Postgres), decide, save with the next version and the outbox in one transaction.
 * Effects are returned, to be performed after it. Steps of one call in this process wait for each other.
 */
@Injectable()
export class AdvanceCall {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly store: CallStore,
    private readonly live: LiveCalls,
    private readonly rebuildCall: RebuildCall,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The call of this provider id: received now, or as it stands when the provider asks again. */
  receive(command: Extract<CallCommand, { type: 'receive' }>): Promise<Advanced> {
    const { provider, providerCallId } = command.details;
    return this.inTurn(`${provider}:${providerCallId}`, async () => {
      const known = this.live.getByProvider(provider, providerCallId);
      if (known) return { call: known.call, effects: [] };
      const { call, events, steps, effects } = advance(null, command);
      if (!call) throw new Error('a received call is a call');
      const stored = { call, steps, version: 1, correlationId: correlationId() };
      const outboxEvents = outboxEventsOf(events, { ...stored, publicUrl: this.settings.publicUrl, notes: '' });
      if (await this.store.insert(stored, outboxEvents)) {
        this.live.put(stored);
        this.logger.info(
          { callId: call.id, lineId: call.lineId, plan: call.attempts.map((a) => a.result) },
          'a call came in',
        );
        return { call, effects };
      }
      const earlier = (await this.store.loadByProvider(provider, providerCallId)) ?? (await this.store.load(call.id));
      if (!earlier) throw new DomainError('not-found', `Call ${call.id} was deleted from the log.`);
      this.live.put(earlier);
      return { call: earlier.call, effects: [] };
    });
  }

  /**
   * `told` is what the call is rebuilt from where neither memory nor Postgres can tell it.
   * @throws DomainError `not-found` for a call that is not there, `unavailable` where nobody can tell.
   */
  execute(callId: string, make: MakeCommand, told?: ToldByProvider): Promise<Advanced> {
    return this.inTurn(callId, async () => {
      for (let attempt = 1; attempt <= maxTries; attempt++) {
        const known = attempt === 1 ? this.live.get(callId) : null;
        const stored = known ?? (await this.load(callId, told));
        const done = await this.step(stored, make);
        // what memory calls a late report may be news to another instance's version of the call
        if (done === 'nothing' && !known) return { call: stored.call, effects: [] };
        if (typeof done === 'object') return done;
        this.logger.debug({ callId, attempt }, 'looking at the call in Postgres');
      }
      throw new DomainError('unavailable', `Call ${callId} is being changed by others all the time; try again.`);
    });
  }

  async findByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const known = this.live.getByProvider(provider, providerCallId);
    return known ?? withDeadline(() => this.store.loadByProvider(provider, providerCallId)).catch(nullIfUnavailable);
  }

  private async step(stored: StoredCall, make: MakeCommand): Promise<Advanced | 'nothing' | 'conflict'> {
    const { call, events, steps, effects } = advance(stored.call, await make(stored.call));
    if (!call || events.length === 0) return 'nothing';
    const next = { ...stored, call, steps: [...stored.steps, ...steps], version: stored.version + 1 };
    const notes = events.some((e) => e.type === 'ended') ? await this.store.notes(call.id) : '';
    const outboxEvents = outboxEventsOf(events, { ...next, publicUrl: this.settings.publicUrl, notes });
    if (!(await this.store.update(next, outboxEvents))) return 'conflict';
    this.live.put(next);
    this.logger.info(
      { callId: call.id, events: events.map((e) => e.type), phase: call.phase.name },
      'the call went on',
    );
    return { call, effects };
  }

  private async load(callId: string, told: ToldByProvider | undefined): Promise<StoredCall> {
    const stored = await this.store.load(callId).catch((error: unknown) => {
      const rebuilt = nullIfUnavailable(error) ?? (told ? this.rebuildCall.execute(callId, told) : null);
      if (!rebuilt) throw new DomainError('unavailable', `Nobody can tell of call ${callId} now.`);
      this.logger.warn({ callId, phase: rebuilt.call.phase.name }, 'a call out of reach is rebuilt');
      return rebuilt;
    });
    if (!stored) throw new DomainError('not-found', `There is no call ${callId}.`);
    if (stored.call.phase.name !== 'ended') this.live.put(stored);
    return stored;
  }

  private inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(key, () => withDeadline(work));
  }
}

function nullIfUnavailable(error: unknown): null {
  if (error instanceof PostgresUnavailable) return null;
  throw error;
}
