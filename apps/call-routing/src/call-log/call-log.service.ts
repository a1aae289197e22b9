import { Injectable } from '@nestjs/common';
import { callEvents, incidentEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { appendToOutbox, EventHandler, type EventOf, outboxEvent } from '@ringdown/platform-messaging';
import { Database, type NotifyingSql, type Transaction } from '@ringdown/platform-persistence';
import { LiveCalls } from '../calls/index.js';
import { RecordingRemovalRepository } from '../recordings/index.js';
import { CallLogRepository } from './call-log.repository.js';

/** Changes of the log that reach beyond it: to what the provider keeps of a call, and from the incidents. */
@Injectable()
export class CallLogService {
  constructor(
    private readonly database: Database,
    private readonly log: CallLogRepository,
    private readonly removals: RecordingRemovalRepository,
    private readonly live: LiveCalls,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a call out of the log; its recordings are deleted at the provider as soon as the provider can be reached.
   * @throws DomainError `not-found`, or `conflict` while the call is live.
   */
  async delete(id: string): Promise<{ id: string }> {
    await this.database.transaction((tx) => this.deleteIn(tx, id));
    const remembered = this.live.get(id);
    if (remembered) this.live.forget(remembered);
    return { id };
  }

  private async deleteIn(tx: Transaction, id: string): Promise<void> {
    const { call, correlationId } = await this.log.lock(tx, id);
    if (call.phase.name !== 'ended') throw new DomainError('conflict', 'The call is live: delete it when it is over.');
    const { lineId, providerAccountId } = call;
    const recordings = [call.recording, call.voicemail, ...call.otherRecordings];
    const recordingIds = recordings.flatMap((recording) => recording?.recordingId ?? []);
    await this.removals.request(
      recordingIds.map((recordingId) => ({ callId: id, providerAccountId, recordingId })),
      tx.manager,
    );
    await this.log.delete(tx, call, this.clock.now());
    const deleted = outboxEvent(callEvents.deleted, { callId: id, lineId }, { id: `${id}.deleted`, correlationId });
    await appendToOutbox(tx, this.database.schema, [deleted]);
  }

  /** A call shows the incident that was opened for it, unless somebody has chosen another since, or none. */
  @EventHandler(incidentEvents.opened, { durable: 'call-routing-link-incident' })
  linkIncidents(tx: NotifyingSql, events: readonly EventOf<typeof incidentEvents.opened>[]): Promise<void> {
    const links = events.flatMap(({ data }) => data.callIds.map((callId) => ({ ...data, callId })));
    return this.log.linkIncidents(tx, links);
  }
}
