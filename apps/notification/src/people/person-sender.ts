import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { ActLinks } from '../links/index.js';
import { AppSender, consoleUrl } from './app-sender.js';
import { MailSender } from './mail-sender.js';
import { isIncident, mailOf, notice, type Notice } from './person-messages.js';
import type { NotificationRow } from './person-notification.repository.js';
import { PhoneSender } from './phone-sender.js';
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
    private readonly apps: AppSender,
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
      case 'slack':
        return this.apps.send(notification, notification.type, { user, said: said.data, now });
      case 'email':
        return this.byMail(notification, user, said.data, now);
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
    const message = mailOf(said, { console: consoleUrl(this.links, said), acts });
    return this.mail.send({ ...message, to: user.email, id, threadId: isIncident(said) ? said.id : null });
  }
}
