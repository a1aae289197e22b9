import { Inject, Injectable } from '@nestjs/common';
import { advance, type Call, type CallCommand, type Effect } from '@ringdown/domain-calls';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { correlationId, type Logger } from '@ringdown/platform-telemetry';
import { Mutex } from 'async-mutex';
import { factsOf } from './announce.js';
import { CallStore } from './call.store.js';
import { LiveCalls } from './live-calls.js';
import type { StoredCall } from './stored-call.js';

const maxTries = 5;

/** A command whose making may depend on the call as it stands. */
export type MakeCommand = (call: Call) => CallCommand | Promise<CallCommand>;

/**
 * One step of a call: load (memory, else Postgres), decide, save with the next version and the outbox in one transaction.
 * Effects are returned, to be performed after it. Steps of one call in this process wait for each other.
 */
@Injectable()
export class AdvanceCall {
  private readonly turns = new Map<string, Mutex>();

  constructor(
    private readonly store: CallStore,
    private readonly live: LiveCalls,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The call of this provider id: received now, or as it stands when the provider asks again. */
  async receive(
    command: Extract<CallCommand, { type: 'receive' }>,
  ): Promise<{ call: Call; effects: readonly Effect[] }> {
    const { provider, providerCallId } = command.facts;
    const known = this.live.getByProvider(provider, providerCallId);
    if (known) return { call: known.call, effects: [] };
    const { call, events, steps, effects } = advance(null, command);
    if (!call) throw new Error('a received call is a call');
    const stored = { call, steps, version: 1, correlationId: correlationId() };
    const facts = factsOf(events, { ...stored, publicUrl: this.settings.publicUrl, notes: '' });
    if (await this.store.insert(stored, facts)) {
      this.live.put(stored);
      this.logger.info(
        { callId: call.id, lineId: call.lineId, plan: call.attempts.map((a) => a.result) },
        'a call came in',
      );
      return { call, effects };
    }
    const earlier = await this.store.loadByProvider(provider, providerCallId);
    if (!earlier) throw new Error(`call ${providerCallId} is neither new nor there`);
    this.live.put(earlier);
    return { call: earlier.call, effects: [] };
  }

  /** @throws DomainError `not-found` for a call that is not there. */
  execute(callId: string, make: MakeCommand): Promise<{ call: Call; effects: readonly Effect[] }> {
    return this.inTurn(callId, async () => {
      for (let attempt = 1; attempt <= maxTries; attempt++) {
        const known = attempt === 1 ? this.live.get(callId) : null;
        const stored = known ?? (await this.load(callId));
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
    return (
      this.live.getByProvider(provider, providerCallId) ?? (await this.store.loadByProvider(provider, providerCallId))
    );
  }

  private async step(
    stored: StoredCall,
    make: MakeCommand,
  ): Promise<{ call: Call; effects: readonly Effect[] } | 'nothing' | 'conflict'> {
    const { call, events, steps, effects } = advance(stored.call, await make(stored.call));
    if (!call || events.length === 0) return 'nothing';
    const next = { ...stored, call, steps: [...stored.steps, ...steps], version: stored.version + 1 };
    const notes = events.some((e) => e.type === 'ended') ? await this.store.notes(call.id) : '';
    const facts = factsOf(events, { ...next, publicUrl: this.settings.publicUrl, notes });
    if (!(await this.store.update(next, facts))) return 'conflict';
    this.live.put(next);
    this.logger.info(
      { callId: call.id, events: events.map((e) => e.type), phase: call.phase.name },
      'the call went on',
    );
    return { call, effects };
  }

  private async load(callId: string): Promise<StoredCall> {
    const stored = await this.store.load(callId);
    if (!stored) throw new DomainError('not-found', `There is no call ${callId}.`);
    if (stored.call.phase.name !== 'ended') this.live.put(stored);
    return stored;
  }

  private async inTurn<T>(callId: string, work: () => Promise<T>): Promise<T> {
    const turn = this.turns.get(callId) ?? new Mutex();
    this.turns.set(callId, turn);
    try {
      return await turn.runExclusive(work);
    } finally {
      if (!turn.isLocked()) this.turns.delete(callId);
    }
  }
}
