import { isDeepStrictEqual } from 'node:util';
import { addDeadLetter, appendToOutbox, type Replay, type OutboxEvent } from '@ringdown/platform-messaging';
import type { NotifyingSql, BoundedPool, Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { callColumns, type CallRow, changing, insertCall, lasting, setChanging, toStored } from './call.entity.js';
import type { StoredCall } from './stored-call.js';
import { type JournalledStep, readStep } from './call-journal.js';
import { mergeCalls } from './merge-calls.js';
import { callEvents } from '@ringdown/contracts';
import { enriched } from './call-events.js';

const timeoutMs = 5000;

/** Under which name the dead letters of the journal are listed. */
export const callJournalConsumer = 'call-routing-journal';

/**
 * Brings a journalled step into Postgres, once or twice alike: the attempt that timed out may have been committed, and
 * another instance may have moved the call meanwhile.
 */
export class StepWriter {
  constructor(
    private readonly sql: Pick<BoundedPool, 'transaction' | 'schema'>,
    private readonly publicUrl: string,
    private readonly logger: Logger,
  ) {}

  /** @throws PostgresUnavailable when it is not known to be there. */
  write(step: JournalledStep): Promise<void> {
    return this.sql.transaction(timeoutMs, (tx) => this.writeIn(tx, step));
  }

  /** Keeps a step that Postgres will never take, with the reason: the call goes on without it, and people can look at it. */
  async keep(step: JournalledStep, reason: string): Promise<void> {
    const { call, version } = step.stored;
    const envelope = { id: `${call.id}.${version}`, occurredAt: '', sequence: version, correlationId: call.id };
    const event = { subject: 'call.step', envelope, text: JSON.stringify(step) };
    await this.sql.transaction(timeoutMs, (tx) =>
      addDeadLetter(tx, { consumer: callJournalConsumer, event, reason, attempts: 1 }),
    );
  }

  /** Late is normal for a step: it is merged into the call as it stands by now. */
  readonly replay: Replay = (tx, { text }) => this.writeIn(tx, readStep(JSON.parse(text) as JournalledStep));

  private async writeIn(tx: NotifyingSql, step: JournalledStep): Promise<void> {
    const row = (await this.insert(tx, step.stored)) ? null : await this.lock(tx, step.stored);
    const merged = row && (await this.merge(tx, row.stored, step.stored));
    if (row === undefined) return;
    const outboxEvents =
      merged && row
        ? lateEvents(step, { before: row.stored, after: merged, publicUrl: this.publicUrl, notes: row.notes })
        : step.outboxEvents;
    await appendToOutbox(tx, this.sql.schema, outboxEvents);
  }

  private async insert(tx: Sql, stored: StoredCall): Promise<boolean> {
    const inserted = await tx.query(insertCall, [...changing(stored), ...lasting(stored)]);
    return inserted.length > 0;
  }

  /** Undefined where the call was deleted, or is logged under another id. */
  private async lock(tx: Sql, { call }: StoredCall): Promise<{ stored: StoredCall; notes: string } | undefined> {
    const [row] = await tx.query<CallRow & { notes: string }>(
      `select ${callColumns}, notes from call where id = $1 for update`,
      [call.id],
    );
    if (row) return { stored: toStored(row), notes: row.notes };
    this.logger.warn({ callId: call.id }, 'dropped a step of a call that was deleted, or is logged under another id');
    return undefined;
  }

  private async merge(tx: Sql, row: StoredCall, step: StoredCall): Promise<StoredCall> {
    if (isSame(row, step)) return row;
    const isNext = row.version === step.version - 1;
    // neither side may take the merged call for the one it holds in memory
    const version = Math.max(row.version, step.version) + 1;
    const merged = isNext ? step : { ...mergeCalls(row, step), version };
    const { caller, calledAt, providerCallId } = merged.call;
    await tx.query(
      `update call set ${setChanging}, caller_number = $9, caller_name = $10, called_at = $11,
       provider_call_id = $12, caller_address = $13 where id = $1`,
      [...changing(merged), caller.number, caller.name, new Date(calledAt), providerCallId, caller.address],
    );
    return merged;
  }
}

/** What comes out of Postgres has lost nothing but the order of its keys. */
const isSame = (row: StoredCall, step: StoredCall): boolean =>
  isDeepStrictEqual(row.call, JSON.parse(JSON.stringify(step.call)));

interface Merging {
  readonly before: StoredCall;
  readonly after: StoredCall;
  readonly publicUrl: string;
  /** What people wrote about the call, which could not be read when the step was taken. */
  readonly notes: string;
}

/** What is published of a journalled step once Postgres is back: what it said then, with what only Postgres knew. */
function lateEvents(step: JournalledStep, { before, after, publicUrl, notes }: Merging): readonly OutboxEvent[] {
  const outboxEvents = step.outboxEvents.map((event) =>
    event.subject === callEvents.completed.subject ? { ...event, data: { ...(event.data as object), notes } } : event,
  );
  const hasEnded = before.call.phase.name === 'ended';
  const isPublished = outboxEvents.some((event) => event.subject === callEvents.enriched.subject);
  if (!hasEnded || isPublished || mediaOf(before) === mediaOf(after)) return outboxEvents;
  const snapshot = { ...after, publicUrl, notes };
  return [...outboxEvents, { ...enriched(snapshot), id: `${after.call.id}.enriched.${mediaOf(after)}` }];
}

const mediaOf = ({ call }: StoredCall): string =>
  [call.recording, call.voicemail].map((media) => media && `${media.recordingId}-${media.seconds ?? ''}`).join('.');
