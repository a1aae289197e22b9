import { Injectable } from '@nestjs/common';
import { type ConfigDocument, defaultNotifyLimits } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { limitNotice, type ReachedLimit } from './limit-notice.js';
import type { NewNotification } from './person-notification.repository.js';
import { PhoneLimitRepository } from './phone-limit.repository.js';
import { Reachability } from './reachability.js';

type User = ConfigDocument<'user'>;

const hourMs = 3_600_000;
/** Never by phone: it is the phone that has rung enough. */
const waysOfAdmins = ['push', 'email', 'slack'] as const;

/** How many texts and calls may go out within an hour, to a person and to all; the admins are told of a limit that is reached. */
@Injectable()
export class PhoneLimits {
  constructor(
    private readonly limits: PhoneLimitRepository,
    private readonly reachability: Reachability,
    private readonly mirror: ConfigMirror,
    private readonly settings: Settings,
  ) {}

  /** A sentence where no more calls or texts go out within this hour; e-mail, push and chat go on. */
  async reached(type: 'sms' | 'voice', user: User, now: Date): Promise<string | null> {
    const limits = this.mirror.get('settings', 'organisation')?.notifyLimits ?? defaultNotifyLimits;
    const [perPerson, inAll] =
      type === 'sms' ? [limits.textsPerPerson, limits.texts] : [limits.callsPerPerson, limits.calls];
    const sent = await this.limits.sentSince(type, user.id, new Date(now.getTime() - hourMs));
    const what = type === 'sms' ? 'texts' : 'calls';
    if (sent.person >= perPerson) {
      await this.tellAdmins({ type, person: user, limit: perPerson, since: now });
      return `${user.name} has had ${sent.person} ${what} within an hour, the limit of the settings`;
    }
    if (sent.all < inAll) return null;
    await this.tellAdmins({ type, person: null, limit: inAll, since: now });
    return `${sent.all} ${what} went out within an hour, the limit of the settings`;
  }

  /** Once an hour at most, however often it is reached and by whichever process. What is set to none at all is no news. */
  private async tellAdmins(reached: ReachedLimit): Promise<void> {
    if (reached.limit === 0) return;
    const { type, person, since } = reached;
    await this.limits.tellOnce(
      { type, userId: person?.id ?? '', since, notAfter: new Date(since.getTime() - hourMs) },
      (eventId) => this.noticesOf(reached, eventId),
    );
  }

  private noticesOf(reached: ReachedLimit, eventId: string): NewNotification[] {
    return this.reachability.admins().flatMap((admin): NewNotification[] => {
      const whyUnusable = this.reachability.of(admin, new Map());
      const type = waysOfAdmins.find((way) => whyUnusable(way) === null);
      if (!type) return [];
      return [
        {
          eventId,
          correlationId: eventId,
          userId: admin.id,
          position: 0,
          step: null,
          madeResponder: false,
          type,
          notice: limitNotice(reached, admin.timeZone, `${this.settings.publicUrl}/setup/settings`),
          dueAt: reached.since,
          state: 'waiting',
          detail: null,
        },
      ];
    });
  }
}
