import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryAnswer } from '@ringdown/chat';
import { Clock } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { countOf, summaryMessage } from '../messages/index.js';
import { ChannelSender } from './channel-sender.js';
import { ChannelSummaryRepository, type Summary } from './channel-summary.repository.js';
import type { Channel } from './recipients.js';

/** Storms: many events become one message that counts up. */
@Injectable()
export class ChannelSummaries {
  constructor(
    private readonly summaries: ChannelSummaryRepository,
    private readonly sender: ChannelSender,
    private readonly settings: Settings,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Takes in what waits, but for some keys. */
  absorb(channelId: string, exceptKeys: readonly string[]): Promise<void> {
    return this.summaries.absorb(channelId, exceptKeys, this.clock.now());
  }

  /** Posts the summary as it stands, or changes the one that is there. `triedSince`: an earlier try may have arrived. */
  async tell(
    channel: Channel,
    summary: Summary,
    { isOver, triedSince }: { readonly isOver: boolean; readonly triedSince: Date | null },
  ): Promise<DeliveryAnswer> {
    const began = this.clock.now();
    const { id, tally, beganAt, lastEventAt, ref } = summary;
    const answer = await this.sender.sendMessage(channel, {
      id,
      message: summaryMessage({ tally, beganAt, lastEventAt, isOver }, this.settings.publicUrl),
      replaces: ref,
      triedSince: summary.uncertainSince ?? triedSince,
    });
    const now = this.clock.now();
    const fields = { channel: channel.id, summary: id, events: countOf(tally) };
    switch (answer.type) {
      case 'accepted': {
        const detail = `It was told in a summary of ${countOf(tally)} events.`;
        await this.summaries.told(summary, { ref: answer.ref ?? null, isOver, detail, now });
        this.logger.info({ ...fields, isOver }, 'told a storm in one message');
        break;
      }
      case 'retry':
        if (answer.afterMs === undefined) await this.summaries.uncertain(summary, began);
        this.logger.warn({ ...fields, reason: answer.reason }, 'the summary of a storm was not taken yet');
        break;
      case 'failed-for-good':
        await this.summaries.failed(summary, answer.reason, now);
        this.logger.warn({ ...fields, reason: answer.reason }, 'the summary of a storm failed for good');
        break;
    }
    return answer;
  }
}
