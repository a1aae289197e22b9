import { Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import type { RecordingReport } from '@ringdown/telephony';
import { type CallAddress, RunCall } from '../../run-call.js';
import { RecordingRemovals } from './recording-removals.js';

/** A recording that the provider reports belongs to its call; where that was deleted meanwhile, it has to go too. */
@Injectable()
export class AttachRecording {
  constructor(
    private readonly runCall: RunCall,
    private readonly database: Database,
    private readonly removals: RecordingRemovals,
  ) {}

  /** @throws DomainError `not-found` for a call that never was, or is another line's. */
  async execute(address: CallAddress, kind: 'conversation' | 'voicemail', recording: RecordingReport): Promise<void> {
    try {
      await this.runCall.report(address, () => ({ type: 'attach-recording', kind, recording }));
    } catch (error) {
      const isGone = error instanceof DomainError && error.kind === 'not-found';
      if (!isGone || !(await this.removeOfDeleted(address, recording.recordingId))) throw error;
    }
  }

  private async removeOfDeleted({ callId, lineId }: CallAddress, recordingId: string): Promise<boolean> {
    const [deleted] = await this.database.query<{ account: string }>(
      'select provider_account_id as account from deleted_call where call_id = $1 and line_id = $2',
      [callId, lineId],
    );
    if (!deleted) return false;
    await this.removals.ask([{ callId, providerAccountId: deleted.account, recordingId }]);
    return true;
  }
}
