import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type AnswerVerb, incidentMeant, readTextAnswer } from '@ringdown/domain-incidents';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { IncomingText } from '@ringdown/telephony';
import { IncidentActs } from '../links/index.js';
import { refusalWords } from './notification-outcomes.js';
import { PersonNotificationRepository } from './person-notification.repository.js';
import { PhoneRepository } from './phone.repository.js';

type User = ConfigDocument<'user'>;

const lately = 30 * 24 * 3_600_000;
const how = 'Write ACK, RES or ESC and the number of the incident, such as ACK 142.';
const done: Readonly<Record<AnswerVerb, (number: number) => string>> = {
  acknowledge: (number) => `#${number} is acknowledged. Reply RES ${number} once it is resolved.`,
  escalate: (number) => `#${number} is escalated.`,
  resolve: (number) => `#${number} is resolved.`,
};

/** What people write back acts on incidents. Only the numbers of responders and admins may; each answer is confirmed in one text. */
@Injectable()
export class TextAnswers {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly phones: PhoneRepository,
    private readonly notifications: PersonNotificationRepository,
    private readonly acts: IncidentActs,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The text to answer with; null: none. A text that comes twice is taken once. */
  answer(text: IncomingText, now: Date): Promise<string | null> {
    return this.phones.takeText(text.providerMessageId, now, (tx) => this.take(tx, text, now));
  }

  private async take(tx: Sql, { from, text, optOut }: IncomingText, now: Date): Promise<string | null> {
    if (await this.noteOptOut(tx, from, text, optOut, now)) return null;
    const user = this.personWith(from);
    if (!user) {
      this.logger.warn({ from }, 'a text came from a number of nobody, and is not answered');
      return null;
    }
    if (user.role === 'viewer') return 'You may read incidents, not act on them. Ask an admin for the role responder.';
    const answer = readTextAnswer(text);
    if (answer.type !== 'act') return `That was not understood. ${how}`;
    try {
      return await this.act(user, answer.verb, answer.number, now);
    } catch (error) {
      this.logger.warn({ err: error, user: user.id }, 'a text could not be acted on');
      return 'This could not be done right now. Send it again in a minute.';
    }
  }

  private async act(user: User, verb: AnswerVerb, number: number | null, now: Date): Promise<string> {
    const meant = number === null ? await this.onlyOpen(user, verb, now) : await this.numbered(number);
    if (typeof meant === 'string') return meant;
    const result = await this.acts.act(verb, meant.id, user, 'by SMS');
    if (result.type === 'unavailable') return 'This could not be done right now. Send it again in a minute.';
    return result.type === 'done' ? done[verb](meant.number) : `#${meant.number}: ${result.reason}`;
  }

  private async numbered(number: number) {
    const [incident] = await this.acts.brief({ numbers: [number] });
    return incident ?? `There is no incident #${number}. ${how}`;
  }

  private async onlyOpen(user: User, verb: AnswerVerb, now: Date) {
    const ids = await this.notifications.incidentsToldTo(user.id, new Date(now.getTime() - lately));
    const meant = incidentMeant(verb, ids.length === 0 ? [] : await this.acts.brief({ ids }));
    if (meant.type === 'act') return meant.incident;
    if (meant.type === 'none') return `You were told of no incident that is open. ${how}`;
    const [first] = meant.numbers;
    const shown = meant.numbers.slice(0, 10).map((each) => `#${each}`);
    return `Which one? ${shown.join(', ')}. Write its number too, such as ACK ${first}.`;
  }

  /** STOP and START are the provider's to act on; what we send has to know of them. */
  private async noteOptOut(
    tx: Sql,
    from: string,
    text: string,
    optOut: IncomingText['optOut'],
    now: Date,
  ): Promise<boolean> {
    const read = readTextAnswer(text);
    const word = optOut ?? (read.type === 'carrier-word' ? read.word : null);
    if (word === null) return false;
    if (word === 'stop') {
      const reason = refusalWords('opted-out', null);
      await this.phones.refuse({ phone: from, category: 'opted-out', reason, at: now }, tx);
    }
    if (word === 'start') await this.phones.allow(from, tx);
    return true;
  }

  /** Where several have the phone, one who may act. */
  private personWith(phone: string): User | null {
    const users = this.mirror.all('user').filter((user) => user.phone === phone);
    return users.find(({ role }) => role !== 'viewer') ?? users[0] ?? null;
  }
}
