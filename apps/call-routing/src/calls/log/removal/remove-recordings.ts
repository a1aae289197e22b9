import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@ringdown/platform-http';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { Providers } from '../../../voice/providers.js';
import { RecordingRemovals, type Removal } from './recording-removals.js';

const batch = 20;
const removals = counter('recording_removals_total', 'Recordings to be deleted at the provider', ['result']);

/** Works off the recordings that have to go at the provider. */
@Injectable()
export class RemoveRecordings {
  constructor(
    private readonly due: RecordingRemovals,
    private readonly providers: Providers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async sweep(): Promise<void> {
    const taken = await this.due.take(batch);
    for (const removal of taken) await this.remove(removal);
    if (taken.length === batch) await this.sweep();
  }

  private async remove(removal: Removal): Promise<void> {
    const { callId, providerAccountId, recordingId } = removal;
    try {
      const reached = this.providers.byAccount(providerAccountId);
      if (!reached) throw new Error('the provider account is gone, or its token does not open');
      await reached.provider.deleteRecording(reached.account, recordingId);
      await this.due.finish(removal);
      removals.inc({ result: 'gone' });
      this.logger.info({ callId, recordingId }, 'a recording is deleted at the provider');
    } catch (error) {
      const again = await this.due.postpone(removal);
      const where = { err: error, callId, providerAccountId, recordingId, tries: removal.tries };
      removals.inc({ result: again ? 'postponed' : 'given up' });
      if (again) this.logger.warn({ ...where, again }, 'a recording could not be deleted at the provider yet');
      else this.logger.error(where, 'gave up deleting a recording: delete it at the provider by hand');
    }
  }
}
