import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import type { NotifyKind } from '@ringdown/domain-incidents';
import { Clock } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { newId } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { ChannelStateRepository, type TroubledChannel } from '../deliveries/index.js';
import type { PlainNotice } from './person-messages.js';
import { type NewNotification, PersonNotificationRepository } from './person-notification.repository.js';
import { Reachability } from './reachability.js';

type Channel = ConfigDocument<'channel'>;

/** Never by phone: a channel that fails can wait until somebody looks at their phone. */
const waysOfAdmins: readonly NotifyKind[] = ['push', 'email', 'slack'];

/** Tells the admins of channels that fail, once until something arrives there again, and in another way than the one that fails. */
@Injectable()
export class NotifyOfChannels {
  constructor(
    private readonly states: ChannelStateRepository,
    private readonly notifications: PersonNotificationRepository,
    private readonly reachability: Reachability,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Sweep({ name: 'channels in trouble', everyMs: 5000 })
  async tellAdmins(): Promise<void> {
    // without the configuration nobody would be an admin
    if (!this.reachability.isReady) return;
    const now = this.clock.now();
    await this.states.takeTroubled(now, (tx, channels) =>
      this.notifications.add(
        tx,
        channels.flatMap((troubled) => this.noticesOf(troubled, now)),
        now,
      ),
    );
  }

  private noticesOf(troubled: TroubledChannel, dueAt: Date): NewNotification[] {
    const channel = this.reachability.channel(troubled.channelId);
    if (!channel) return [];
    const eventId = newId('event');
    return this.reachability.admins().flatMap((admin): NewNotification[] => {
      const whyUnusable = this.reachability.of(admin, new Map());
      const type = waysOfAdmins.find((way) => whyUnusable(way) === null && !isOf(channel, way));
      if (!type) return [];
      const url = `${this.settings.publicUrl}/channels/${encodeURIComponent(channel.id)}`;
      const notice = channelNotice(channel.name, troubled, { timeZone: admin.timeZone, url });
      return [
        {
          eventId,
          correlationId: eventId,
          userId: admin.id,
          position: 0,
          step: null,
          madeResponder: false,
          type,
          notice,
          dueAt,
          state: 'waiting',
          detail: null,
        },
      ];
    });
  }
}

/** A channel that fails for what it is would keep its own news from people. */
const isOf = ({ type }: Channel, way: NotifyKind): boolean =>
  (way === 'email' && type === 'email') || (way === 'slack' && type === 'slack-app');

/** What an admin reads of it, in their own zone. */
export function channelNotice(
  name: string,
  { reason, since }: TroubledChannel,
  { timeZone, url }: { readonly timeZone: string; readonly url: string },
): PlainNotice {
  const at = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'long' }).format(since);
  return {
    title: `The channel ${name} gets no messages`,
    text:
      `Messages to ${name} have failed since ${at}. ${reason.replace(/\.?$/, '.')} ` +
      'People who read there hear of no call and no incident until this is mended. What has failed can be sent again from the page of the channel.',
    url,
  };
}
