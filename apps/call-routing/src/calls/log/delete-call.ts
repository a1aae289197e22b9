import { Injectable } from '@nestjs/common';
import { callEvents } from '@ringdown/contracts';
import type { Call } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { appendToOutbox, outboxEvent } from '@ringdown/platform-messaging';
import { Database, type NotifyingSql } from '@ringdown/platform-persistence';
import { LiveCalls } from '../live-calls.js';
import { RecordingRemovals } from './removal/recording-removals.js';

interface Row {
  readonly state: Call;
  readonly correlation_id: string;
}

/** Takes a call out of the log; what the provider keeps of it goes too, as soon as the provider takes the word. */
@Injectable()
export class DeleteCall {
  constructor(
    private readonly database: Database,
    private readonly removals: RecordingRemovals,
    private readonly live: LiveCalls,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`, or `conflict` while the call is live. */
  async execute(id: string): Promise<{ id: string }> {
    await this.database.transaction((tx) => this.delete(tx, id));
    const remembered = this.live.get(id);
    if (remembered) this.live.forget(remembered);
    return { id };
  }

  private async delete(tx: NotifyingSql, id: string): Promise<void> {
    const [row] = await tx.query<Row>('select state, correlation_id from call where id = $1 for update', [id]);
    if (!row) throw new DomainError('not-found', `There is no call ${id}.`);
    const { state, correlation_id: correlationId } = row;
    if (state.phase.name !== 'ended') throw new DomainError('conflict', 'The call is live: delete it when it is over.');
    const { lineId, provider, providerCallId, providerAccountId } = state;
    const recordings = [state.recording, state.voicemail, ...state.otherRecordings];
    const kept = recordings.flatMap((recording) => recording?.recordingId ?? []);
    await this.removals.ask(
      kept.map((recordingId) => ({ callId: id, providerAccountId, recordingId })),
      tx,
    );
    await tx.query(
      `insert into deleted_call (call_id, line_id, provider, provider_call_id, provider_account_id, deleted_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, lineId, provider, providerCallId, providerAccountId, this.clock.now()],
    );
    await tx.query('delete from call where id = $1', [id]);
    const gone = outboxEvent(callEvents.deleted, { callId: id, lineId }, { id: `${id}.deleted`, correlationId });
    await appendToOutbox(tx, this.database.schema, [gone]);
  }
}
