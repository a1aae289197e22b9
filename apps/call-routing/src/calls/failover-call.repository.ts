import type { BusyResponder } from '@ringdown/domain-calls';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { CallRepository, type SqlCallRepository } from './call.repository.js';
import { CallJournal } from './call-journal.js';
import { LiveCalls } from './live-calls.js';
import type { StoredCall } from './stored-call.js';

const saves = counter('call_steps_saved_total', 'Steps of calls, by where they were made durable', ['where']);

interface Parts {
  readonly postgres: SqlCallRepository;
  readonly journal: CallJournal;
  readonly live: LiveCalls;
  readonly logger: Logger;
}

/** Calls in Postgres; while it is unavailable or slow, in memory and in the local journal: no caller waits for a database. */
export class FailoverCallRepository extends CallRepository {
  constructor(private readonly parts: Parts) {
    super();
  }

  /** @throws PostgresUnavailable for a call that only Postgres may know. */
  async load(id: string): Promise<StoredCall | null> {
    const { postgres, journal, live } = this.parts;
    const here = live.get(id);
    if (here && journal.holds(id)) return here;
    return this.orElse(
      () => postgres.load(id),
      (error) => here ?? rethrow(error),
    );
  }

  /** @throws PostgresUnavailable for a call that only Postgres may know. */
  async loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const { postgres, journal, live } = this.parts;
    const here = live.getByProvider(provider, providerCallId);
    if (here && journal.holds(here.call.id)) return here;
    return this.orElse(
      () => postgres.loadByProvider(provider, providerCallId),
      (error) => here ?? rethrow(error),
    );
  }

  insert(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    return this.save(stored, outboxEvents, () => this.parts.postgres.insert(stored, outboxEvents));
  }

  update(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    return this.save(stored, outboxEvents, () => this.parts.postgres.update(stored, outboxEvents));
  }

  notes(id: string): Promise<string> {
    const { postgres, journal } = this.parts;
    if (journal.holds(id)) return Promise.resolve('');
    return this.orElse(
      () => postgres.notes(id),
      () => '',
    );
  }

  async busyResponders(exceptCallId: string, userIds: readonly string[]): Promise<BusyResponder[]> {
    const { postgres, journal, live } = this.parts;
    const here = live.busy().filter(({ callId, userId }) => callId !== exceptCallId && userIds.includes(userId));
    const there = await this.orElse(
      () => postgres.busyResponders(exceptCallId, userIds),
      () => here,
    );
    const isKnownBetterHere = ({ callId }: BusyResponder): boolean => journal.holds(callId);
    return [...there.filter((one) => !isKnownBetterHere(one)), ...here.filter(isKnownBetterHere)];
  }

  async silentSince(at: Date): Promise<{ callIds: string[]; isAll: boolean }> {
    const { postgres, journal, live } = this.parts;
    const here = live.silentSince(at);
    const there = await this.orElse(
      () => postgres.silentSince(at),
      () => ({ callIds: here, isAll: false }),
    );
    const isKnownBetterHere = (id: string): boolean => journal.holds(id);
    const onlyThere = there.callIds.filter((id) => !isKnownBetterHere(id));
    return { callIds: [...new Set([...onlyThere, ...here.filter(isKnownBetterHere)])], isAll: there.isAll };
  }

  async due(before: Date): Promise<string[]> {
    const { postgres, journal, live } = this.parts;
    const here = live.due(before);
    const there = await this.orElse(
      () => postgres.due(before),
      () => here,
    );
    return [...new Set([...there, ...here.filter((id) => journal.holds(id))])];
  }

  private async save(
    stored: StoredCall,
    outboxEvents: readonly OutboxEvent[],
    inPostgres: () => Promise<boolean>,
  ): Promise<boolean> {
    if (!this.parts.journal.holds(stored.call.id)) {
      try {
        const saved = await inPostgres();
        if (saved) saves.inc({ where: 'postgres' });
        return saved;
      } catch (error) {
        this.parts.logger.warn({ reason: String(error), callId: stored.call.id }, 'a step goes to the journal');
      }
    }
    await this.writeDown({ stored, outboxEvents });
    return true;
  }

  /** A full disk is no reason to hang up either. */
  private async writeDown(step: { stored: StoredCall; outboxEvents: readonly OutboxEvent[] }): Promise<void> {
    try {
      await this.parts.journal.append(step);
      saves.inc({ where: 'journal' });
    } catch (error) {
      saves.inc({ where: 'nowhere' });
      this.parts.logger.error({ err: error, step }, 'a step of a call could be kept in memory only');
    }
  }

  private async orElse<T>(ask: () => Promise<T>, otherwise: (error: unknown) => T): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      return otherwise(error);
    }
  }
}

function rethrow(error: unknown): never {
  throw error;
}
