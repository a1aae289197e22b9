import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DeliveryAnswer } from '@ringdown/chat';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import { type ChannelPolicy, channelPolicies } from './channel-policy.js';
import { ChannelQueueRepository, type Lease, type TurnBeginning, type TurnRecord } from './channel-queue.repository.js';
import { standingAfter } from './channel-standing.js';
import { ChannelSummaries } from './channel-summaries.js';
import { GroupSender, type SentGroup } from './group-sender.js';
import { targetOf } from './outbound-channels.js';
import { isSummarised, planTurn, type Turn } from './plan-turn.js';
import type { Channel } from './recipients.js';

const retryMs = 500;
/** A message whose outcome is not recorded would go out twice, so Postgres is waited for as long as nobody else has the channel. */
const recordTimeoutMs = 15 * 60_000;

export type TurnEnd =
  | { readonly type: 'more to do' }
  /** `news`: what it has seen of what is to be sent. */
  | { readonly type: 'done'; readonly news: number; readonly againAt: Date | null }
  /** Another instance has the channel. */
  | { readonly type: 'lost' };

/** One turn of a channel: what waits is looked at, what may go out is sent, and what came of it is written down. */
@Injectable()
export class ChannelTurns {
  constructor(
    private readonly queues: ChannelQueueRepository,
    private readonly summaries: ChannelSummaries,
    private readonly groups: GroupSender,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** Without the configuration every channel looks deleted. */
  get isReady(): boolean {
    return this.mirror.ready;
  }

  /** Calls `listener` for each channel that is made, changed or deleted. */
  onChannelChanged(listener: (channelId: string) => void): void {
    this.mirror.onChange('channel', (id) => listener(id));
  }

  async take(lease: Lease): Promise<TurnEnd> {
    const { channelId } = lease;
    const channel = await this.mirror.find('channel', channelId);
    const policy = channelPolicies[channel?.type ?? 'webhook'];
    const beginning = await this.queues.beginTurn(lease, policy, this.clock.now());
    if (!beginning) return { type: 'lost' };
    const { standing, waiting, summary, news } = beginning;
    const idle: TurnEnd = { type: 'done', news, againAt: null };
    if (waiting.length === 0 && !summary) return idle;
    if (!channel) {
      await this.queues.failAll(channelId, 'The channel was deleted.');
      return idle;
    }
    if (standing.disabled_at) return this.ofDisabled(channel, beginning);
    return this.ofChannel(channel, policy, { lease, beginning });
  }

  private async ofDisabled(channel: Channel, { standing, news }: TurnBeginning): Promise<TurnEnd> {
    if (standing.disabled_target !== targetOf(channel)) {
      await this.queues.open(channel.id, this.clock.now());
      return { type: 'more to do' };
    }
    const reason =
      'The channel is disabled, since it answered again and again that it is gone (410). Enable it, and send this again.';
    await this.queues.failAll(channel.id, reason);
    return { type: 'done', news, againAt: null };
  }

  private async ofChannel(
    channel: Channel,
    policy: ChannelPolicy,
    { lease, beginning }: { lease: Lease; beginning: TurnBeginning },
  ): Promise<TurnEnd> {
    const { standing, waiting, summary, toldLately, news } = beginning;
    const turn = planTurn({
      policy,
      now: this.clock.now(),
      reservedUntil: standing.reserved_until,
      closedUntil: standing.closed_until,
      failures: standing.failures,
      waiting,
      stormy: waiting.filter(isSummarised).length,
      toldLately,
      summary,
    });
    if (turn.absorb) await this.summaries.absorb(channel.id, turn.absorb.exceptKeys);
    const answers = await this.sendAll(channel, turn, { lease, beginning });
    if (!answers) return { type: 'lost' };
    if (answers.length === 0 && !turn.absorb) return { type: 'done', news, againAt: turn.againAt };
    const isAllDone =
      !summary &&
      !turn.absorb &&
      turn.groups.flat().length === waiting.length &&
      answers.every(({ type }) => type === 'accepted');
    return isAllDone ? { type: 'done', news, againAt: null } : { type: 'more to do' };
  }

  /** Sends what the turn says and writes down what came of it: what was answered. Null where the lease was lost. */
  private async sendAll(
    channel: Channel,
    turn: Turn,
    { lease, beginning }: { lease: Lease; beginning: TurnBeginning },
  ): Promise<readonly DeliveryAnswer[] | null> {
    if (turn.groups.length === 0 && !turn.tell) return [];
    const beganAt = this.clock.now();
    const sending = this.groups.send(channel, turn.groups, lease.brokenOffAt);
    const telling =
      turn.tell && beginning.summary
        ? this.summaries.tell(channel, beginning.summary, {
            isOver: turn.tell === 'over',
            triedSince: lease.brokenOffAt,
          })
        : null;
    const [sent, told] = await Promise.all([sending, telling]);
    const answers = [...sent.map(({ answer }) => answer), ...(told ? [told] : [])];
    const record = this.recordOf(channel, beginning, { sent, answers, beganAt });
    return (await this.record(lease, record)) ? answers : null;
  }

  private recordOf(
    channel: Channel,
    { standing: before }: TurnBeginning,
    { sent, answers, beganAt }: { sent: readonly SentGroup[]; answers: readonly DeliveryAnswer[]; beganAt: Date },
  ): TurnRecord {
    const now = this.clock.now();
    const policy = channelPolicies[channel.type];
    const standing = standingAfter(before, { policy, now, answers, target: targetOf(channel) });
    const last = answers.findLast((answer) => answer.type !== 'accepted');
    return {
      standing,
      closedBecause: standing.closed_until || standing.failing_since ? (last?.reason ?? null) : null,
      outcomes: sent.flatMap((group) => group.outcomes(beganAt, now)),
      messages: sent.flatMap(({ orderingKey, answer }) =>
        answer.type === 'accepted' && answer.ref ? [{ orderingKey, ref: answer.ref }] : [],
      ),
    };
  }

  private async record(lease: Lease, record: TurnRecord): Promise<boolean> {
    for (let waited = 0; ; waited += retryMs) {
      try {
        return await this.queues.recordTurn(lease, record, this.clock.now());
      } catch (error) {
        if (!isPostgresUnavailable(error) || waited >= recordTimeoutMs) throw error;
        await wait(retryMs);
      }
    }
  }
}
