import { Injectable } from '@nestjs/common';
import { type ConfigDocument, defaultNotifyLimits } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { type FailureCategory, ProviderFailure } from '@ringdown/telephony';
import { ActLinks } from '../links/index.js';
import { MailSender } from './mail-sender.js';
import { isIncident, mailOf, notice, type Notice, pushOf, textOf } from './person-messages.js';
import { type NotificationRow, PersonNotificationRepository } from './person-notification.repository.js';
import { PushSender } from './push-sender.js';
import { Reachability } from './reachability.js';
import type { SendResult } from './send-result.js';
import { TelephonyAccounts } from './telephony-accounts.js';

type User = ConfigDocument<'user'>;

const hourMs = 3_600_000;
const talkAgainMs = 5000;
/** Whoever still talks then is called all the same. */
const longestTalkWaitMs = 10 * 60_000;
const longestTalkMs = 4 * hourMs;
const ringSeconds = 40;

const failed = (reason: string, category: FailureCategory | null = null): SendResult => ({
  type: 'failed',
  reason,
  category,
});

/** Sends one notification in its way, as the configuration describes the person now. */
@Injectable()
export class PersonSender {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly reachability: Reachability,
    private readonly notifications: PersonNotificationRepository,
    private readonly accounts: TelephonyAccounts,
    private readonly push: PushSender,
    private readonly mail: MailSender,
    private readonly links: ActLinks,
    private readonly settings: Settings,
  ) {}

  /** One try. Never throws for what the other side does. */
  async send(notification: NotificationRow, now: Date): Promise<SendResult> {
    const user = await this.mirror.find('user', notification.user_id);
    if (!user) return failed('The person was deleted');
    const said = notice.safeParse(notification.notice);
    if (!said.success) return failed('What is to be said could not be read');
    const why = this.reachability.of(user, new Map())(notification.type);
    if (why !== null) return failed(`${user.name} ${why}`);
    switch (notification.type) {
      case 'sms':
      case 'voice':
        return this.byPhone(notification, notification.type, user, said.data, now);
      case 'push':
        return this.push.send(
          user.pushUrl ?? '',
          notification.id,
          pushOf(said.data, this.urlsOf(notification, said.data, now)),
        );
      case 'email':
        return this.byMail(notification, user, said.data, now);
      case 'slack':
        return failed('No Slack app is set up');
    }
  }

  private async byPhone(
    notification: NotificationRow,
    type: 'sms' | 'voice',
    user: User,
    said: Notice,
    now: Date,
  ): Promise<SendResult> {
    const overLimit = await this.overLimit(type, user, now);
    if (overLimit) return failed(overLimit);
    if (type === 'voice' && (await this.isTalking(notification, now))) {
      return { type: 'later', afterMs: talkAgainMs, reason: `${user.name} talks in a call of ours` };
    }
    const sender = this.accounts.sender();
    if (!sender || !user.phone) return failed('There is no number to send from, or none to send to');
    const { provider, account, number: from } = sender;
    const base = `${this.settings.notificationUrl}/telephony/${provider.name}/${sender.id}`;
    const statusUrl = `${base}/${type === 'sms' ? 'texts' : 'calls'}/${notification.id}/status`;
    try {
      if (type === 'sms') {
        const sent = await provider.sendText(account, { from, to: user.phone, text: textOf(said), statusUrl });
        return { type: 'sent', providerId: sent.providerMessageId };
      }
      const documentUrl = `${base}/calls/${notification.id}`;
      const call = { from, to: user.phone, documentUrl, statusUrl, ringTimeoutSeconds: ringSeconds };
      return { type: 'sent', providerId: (await provider.placeCall(account, call)).providerCallId };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      const isPassing = error.kind === 'unreachable' || error.kind === 'rate-limited';
      return isPassing ? { type: 'retry', reason: error.message } : failed(error.message, error.category);
    }
  }

  private async isTalking({ user_id: userId, planned_at: plannedAt }: NotificationRow, now: Date): Promise<boolean> {
    if (now.getTime() - plannedAt.getTime() > longestTalkWaitMs) return false;
    return this.notifications.isTalking(userId, new Date(now.getTime() - longestTalkMs));
  }

  /** A sentence where no more calls or texts go out within this hour; e-mail, push and chat go on. */
  private async overLimit(type: 'sms' | 'voice', user: User, now: Date): Promise<string | null> {
    const limits = this.mirror.get('settings', 'organisation')?.notifyLimits ?? defaultNotifyLimits;
    const [perPerson, inAll] =
      type === 'sms' ? [limits.textsPerPerson, limits.texts] : [limits.callsPerPerson, limits.calls];
    const sent = await this.notifications.sentSince(type, user.id, new Date(now.getTime() - hourMs));
    const what = type === 'sms' ? 'texts' : 'calls';
    if (sent.person >= perPerson)
      return `${user.name} has had ${sent.person} ${what} within an hour, the limit of the settings`;
    return sent.all >= inAll ? `${sent.all} ${what} went out within an hour, the limit of the settings` : null;
  }

  private byMail(notification: NotificationRow, user: User, said: Notice, now: Date): Promise<SendResult> {
    const { id } = notification;
    const act = (verb: 'acknowledge' | 'escalate' | 'resolve', text: string, incidentId: string) => ({
      text,
      url: this.links.urlOf({ verb, incidentId, userId: user.id }, now),
    });
    const acts = isIncident(said)
      ? [
          act('acknowledge', 'Acknowledge', said.id),
          act('escalate', 'Escalate', said.id),
          act('resolve', 'Resolve', said.id),
        ]
      : [];
    const message = mailOf(said, { console: this.consoleUrl(said), acts });
    return this.mail.send({ ...message, to: user.email, id, threadId: isIncident(said) ? said.id : id });
  }

  private urlsOf({ user_id: userId, step }: NotificationRow, said: Notice, now: Date) {
    const isOpen = isIncident(said) && step !== null;
    const acknowledge = isOpen ? this.links.urlOf({ verb: 'acknowledge', incidentId: said.id, userId }, now) : null;
    return { console: this.consoleUrl(said), acknowledge };
  }

  private consoleUrl(said: Notice): string {
    return isIncident(said) ? `${this.settings.publicUrl}/incidents/${encodeURIComponent(said.id)}` : said.url;
  }
}
