import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { ActLinks } from '../links/index.js';
import { isIncident, type Notice, pushOf } from './person-messages.js';
import { asksForAnswer, type NotificationRow } from './person-notification.repository.js';
import { PushSender } from './push-sender.js';
import type { SendResult } from './send-result.js';
import { slackOf } from './slack-message.js';
import { SlackSender } from './slack-sender.js';

type User = ConfigDocument<'user'>;

/** Sends to the apps that people have with them: ntfy's and Slack's. */
@Injectable()
export class AppSender {
  constructor(
    private readonly push: PushSender,
    private readonly slack: SlackSender,
    private readonly links: ActLinks,
  ) {}

  /** One try. Never throws for what the other side does. */
  send(
    notification: NotificationRow,
    type: 'push' | 'slack',
    { user, said, now }: { readonly user: User; readonly said: Notice; readonly now: Date },
  ): Promise<SendResult> {
    const { id, tries, created_at: createdAt } = notification;
    const url = consoleUrl(this.links, said);
    const askedAbout = isIncident(said) && asksForAnswer(notification) ? said.id : null;
    if (type === 'push') {
      const acknowledge =
        askedAbout && this.links.urlOf({ verb: 'acknowledge', incidentId: askedAbout, userId: user.id }, now);
      return this.push.send(user.pushUrl ?? '', id, pushOf(said, { console: url, acknowledge }));
    }
    return this.slack.send(user.email, {
      id,
      threadId: isIncident(said) ? said.id : id,
      message: slackOf(said, { url, asksForAnswer: askedAbout !== null, at: createdAt }),
      // nobody wrote down whether Slack took an earlier try
      triedSince: tries < 2 ? null : createdAt,
    });
  }
}

/** Where the console shows what is said. */
export const consoleUrl = (links: ActLinks, said: Notice): string =>
  isIncident(said) ? links.incidentUrl(said.id) : said.url;
