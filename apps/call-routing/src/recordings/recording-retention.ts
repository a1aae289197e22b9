import { Sweep } from '@ringdown/platform-timers';
import { Injectable } from '@nestjs/common';
import type { Call } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { CallEngine } from '../calls/index.js';
import { RecordingRemovalRepository } from './recording-removal.repository.js';

const batch = 100;
/** A line with more than that waits for the next sweep; so does everything, should nothing go. */
const rounds = 50;
const kinds = ['conversation', 'voicemail'] as const;

/** Takes recordings and messages out of calls, and out of the provider, once their line has kept them long enough. */
@Injectable()
export class RecordingRetention {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly removals: RecordingRemovalRepository,
    private readonly engine: CallEngine,
    private readonly clock: Clock,
  ) {}

  @Sweep({ name: 'recording retention', everyMs: 600_000 })
  async sweep(): Promise<void> {
    for (const { id, recordingRetentionDays: days } of this.mirror.all('line')) {
      if (days === null) continue;
      for (let round = 0; round < rounds && (await this.expireBatch(id, days)); round++);
    }
  }

  /** True where there may be more. */
  private async expireBatch(lineId: string, days: number): Promise<boolean> {
    const calls = await this.removals.callsWithRecordings(lineId, recordingExpiry(days, this.clock.now()), batch);
    for (const call of calls) await this.expire(call, days);
    return calls.length === batch;
  }

  /** Requests the removal first: what is lost between the two the next sweep finds again. */
  private async expire(call: Call, afterDays: number): Promise<void> {
    const { id: callId, providerAccountId } = call;
    const at = this.clock.now().getTime();
    await this.removals.request(
      call.otherRecordings.map(({ recordingId }) => ({ callId, providerAccountId, recordingId })),
    );
    for (const kind of kinds) {
      const recordingId = (kind === 'voicemail' ? call.voicemail : call.recording)?.recordingId;
      if (!recordingId) continue;
      await this.removals.request([{ callId, providerAccountId, recordingId }]);
      await this.engine.handle({ callId }, { type: 'remove-recording', kind, recordingId, afterDays, at });
    }
  }
}

const dayMs = 24 * 60 * 60_000;

/** Calls that ended then or earlier have had their recordings for `retentionDays` days. */
export const recordingExpiry = (retentionDays: number, now: Date): Date =>
  new Date(now.getTime() - retentionDays * dayMs);
