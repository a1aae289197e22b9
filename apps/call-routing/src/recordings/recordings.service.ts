import { Sweep } from '@ringdown/platform-timers';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import type { RecordingReport } from '@ringdown/telephony';
import { type CallAddress, CallEngine, LineProviders } from '../calls/index.js';
import { RecordingRemovalRepository, type Removal } from './recording-removal.repository.js';

const batch = 20;
const removed = counter('recording_removals_total', 'Recordings to be deleted at the provider', ['result']);

/** Recordings that providers report, and those that have to go at the provider. */
@Injectable()
export class RecordingsService {
  constructor(
    private readonly engine: CallEngine,
    private readonly removals: RecordingRemovalRepository,
    private readonly providers: LineProviders,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * A recording belongs to its call; where that was deleted meanwhile, the recording has to go too.
   * @throws DomainError `not-found` for a call that never was, or is another line's.
   */
  async attach(address: CallAddress, kind: 'conversation' | 'voicemail', recording: RecordingReport): Promise<void> {
    try {
      await this.engine.handle(address, { type: 'attach-recording', kind, recording });
    } catch (error) {
      const isGone = error instanceof DomainError && error.kind === 'not-found';
      if (!isGone || !(await this.removeOfDeleted(address, recording.recordingId))) throw error;
    }
  }

  private async removeOfDeleted({ callId, lineId }: CallAddress, recordingId: string): Promise<boolean> {
    const providerAccountId = await this.removals.accountOfDeletedCall(callId, lineId);
    if (providerAccountId === null) return false;
    await this.removals.request([{ callId, providerAccountId, recordingId }]);
    return true;
  }

  /** Deletes at the provider what is due there. */
  @Sweep({ name: 'recordings to be deleted', everyMs: 5000 })
  async removeDue(): Promise<void> {
    const taken = await this.removals.take(batch);
    for (const removal of taken) await this.remove(removal);
    if (taken.length === batch) await this.removeDue();
  }

  private async remove(removal: Removal): Promise<void> {
    const { callId, providerAccountId, recordingId } = removal;
    try {
      const reached = this.providers.byAccount(providerAccountId);
      if (!reached) throw new Error('the provider account is gone, or its token cannot be decrypted');
      await reached.provider.deleteRecording(reached.account, recordingId);
      await this.removals.finish(removal);
      removed.inc({ result: 'gone' });
      this.logger.info({ callId, recordingId }, 'a recording is deleted at the provider');
    } catch (error) {
      const again = await this.removals.postpone(removal);
      const where = { err: error, callId, providerAccountId, recordingId, tries: removal.tries };
      removed.inc({ result: again ? 'postponed' : 'given up' });
      if (again) this.logger.warn({ ...where, again }, 'a recording could not be deleted at the provider yet');
      else this.logger.error(where, 'gave up deleting a recording: delete it at the provider by hand');
    }
  }
}
