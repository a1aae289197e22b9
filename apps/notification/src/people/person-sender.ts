import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { ActLinks } from '../links/index.js';
import { MailSender } from './mail-sender.js';
import { isIncident, mailOf, notice, type Notice, pushOf } from './person-messages.js';
import { asksForAnswer, type NotificationRow } from './person-notification.repository.js';
import { PhoneSender } from './phone-sender.js';
import { PushSender } from './push-sender.js';
import { Reachability } from './reachability.js';
import type { SendResult } from './send-result.js';

type User = ConfigDocument<'user'>;

const failed = (reason: string): SendResult => ({ type: 'failed', reason, category: null });

/** Sends one notification in its way, as the configuration describes the person now. */
@Injectable()
export class PersonSender {
  constructor(
    private readonly reachability: Reachability,
    private readonly phone: PhoneSender,
    private readonly push: PushSender,
    private readonly mail: MailSender,
    private readonly links: ActLinks,
  ) {}

  get isReady(): boolean {
    return this.reachability.isReady;
  }

  /** One try. Never throws for what the other side does. */
  async send(notification: NotificationRow, now: Date): Promise<SendResult> {
    const user = this.reachability.person(notification.user_id);
    if (!user) return failed('The person was deleted');
    const said = notice.safeParse(notification.notice);
    if (!said.success) return failed('What is to be said could not be read');
    const why = this.reachability.of(user, new Map())(notification.type);
    if (why !== null) return failed(`${user.name} ${why}`);
    switch (notification.type) {
      case 'sms':
      case 'voice':
        return this.phone.send(notification, notification.type, { user, said: said.data, now });
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
    return this.mail.send({ ...message, to: user.email, id, threadId: isIncident(said) ? said.id : null });
  }

  private urlsOf(notification: NotificationRow, said: Notice, now: Date) {
    const { user_id: userId } = notification;
    const isAsked = isIncident(said) && asksForAnswer(notification);
    const acknowledge = isAsked ? this.links.urlOf({ verb: 'acknowledge', incidentId: said.id, userId }, now) : null;
    return { console: this.consoleUrl(said), acknowledge };
  }

  private consoleUrl(said: Notice): string {
    return isIncident(said) ? this.links.incidentUrl(said.id) : said.url;
  }
}
