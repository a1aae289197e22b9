import { Injectable } from '@nestjs/common';
import type { Call, CallCommand } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { AdvanceCall } from '../../advance-call.js';
import { recordingExpiry } from './recording-expiry.js';
import { RecordingRemovals } from './recording-removals.js';

const batch = 100;
/** A line with more than that waits for the next sweep; so does everything, should nothing go. */
const rounds = 50;
const kinds = ['conversation', 'voicemail'] as const;

/** Takes recordings and messages out of calls, and out of the provider, once their line has kept them long enough. */
@Injectable()
export class ExpireRecordings {
  constructor(
    private readonly database: Database,
    private readonly mirror: ConfigMirror,
    private readonly removals: RecordingRemovals,
    private readonly advanceCall: AdvanceCall,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (const { id, recordingRetentionDays: days } of this.mirror.all('line')) {
      if (days === null) continue;
      for (let round = 0; round < rounds && (await this.expireBatch(id, days)); round++);
    }
  }

  /** True where there may be more. */
  private async expireBatch(lineId: string, days: number): Promise<boolean> {
    const rows = await this.database.query<{ state: Call }>(
      `select state from call where line_id = $1 and ended_at <= $2
         and ended_at is not null and (state -> 'recording' <> 'null' or state -> 'voicemail' <> 'null')
       order by ended_at limit ${batch}`,
      [lineId, recordingExpiry(days, this.clock.now())],
    );
    for (const { state } of rows) await this.expire(state, days);
    return rows.length === batch;
  }

  /** Asks for the removal first: what is lost between the two the next sweep finds again. */
  private async expire(call: Call, afterDays: number): Promise<void> {
    const { id: callId, providerAccountId } = call;
    const at = this.clock.now().getTime();
    await this.removals.ask(
      call.otherRecordings.map(({ recordingId }) => ({ callId, providerAccountId, recordingId })),
    );
    for (const kind of kinds) {
      const recordingId = (kind === 'voicemail' ? call.voicemail : call.recording)?.recordingId;
      if (!recordingId) continue;
      await this.removals.ask([{ callId, providerAccountId, recordingId }]);
      const command: CallCommand = { type: 'remove-recording', kind, recordingId, afterDays, at };
      await this.advanceCall.execute(callId, () => command);
    }
  }
}
