import { Sweep } from '@ringdown/platform-timers';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { heldReportsMs } from './call-deadlines.js';
import { ProviderCallStatusCheck } from './provider-call-status.js';
import { CallRepository } from './call.repository.js';

/** How many calls are asked about at the same time: the providers' REST APIs have limits, and webhooks are to stay quick. */
const atOnce = 8;
/** A call whose provider does not know is asked about again so much later each time; then the look each minute has it. */
const retryAfterMs = [2000, 4000, 8000, 16_000, 32_000] as const;

/**
 * What was to be reported while no process listened is lost. So after a start the provider is asked about every live call of which
 * nothing has been heard since, in the background.
 */
@Injectable()
export class StartupCheck implements OnModuleDestroy {
  private readonly startedAt: Date;
  private readonly asked = new Map<string, { readonly times: number; readonly againAt: number }>();
  private isDone = false;

  constructor(
    private readonly calls: CallRepository,
    private readonly statusCheck: ProviderCallStatusCheck,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.startedAt = clock.now();
  }

  /** The sweep ends with the calls that are being asked about at the moment. */
  onModuleDestroy(): void {
    this.isDone = true;
  }

  /** Asks about those that are due; done once all calls are known and none is left to be asked about. */
  @Sweep({
    name: 'calls that were live at the start',
    everyMs: 500,
    firstAfterMs: heldReportsMs + 500,
    starts: 'at boot',
  })
  async sweep(): Promise<void> {
    if (this.isDone) return;
    const { callIds, isAll } = await this.calls.silentSince(this.startedAt);
    const open = callIds.filter((id) => (this.asked.get(id)?.times ?? 0) <= retryAfterMs.length);
    if (isAll && open.length === 0) return this.finish();
    const now = this.clock.now().getTime();
    const due = open.filter((id) => now >= (this.asked.get(id)?.againAt ?? 0));
    const next = due.values();
    await Promise.all(Array.from({ length: atOnce }, () => this.askAboutEach(next)));
  }

  private async askAboutEach(callIds: Iterable<string>): Promise<void> {
    for (const callId of callIds) {
      if (this.isDone) return;
      const { times } = this.asked.get(callId) ?? { times: 0 };
      this.asked.set(callId, { times: times + 1, againAt: this.clock.now().getTime() + (retryAfterMs[times] ?? 0) });
      try {
        const stored = await this.calls.load(callId);
        if (stored) await this.statusCheck.ask(stored).applied;
      } catch (error) {
        this.logger.warn({ err: error, callId }, 'a call could not be asked about after the start');
      }
    }
  }

  private finish(): void {
    this.isDone = true;
    this.logger.info({ calls: this.asked.size }, 'the calls that were live at the start have been asked about');
  }
}
