import { DomainError } from '@ringdown/kernel';
import type { SentBody } from '../../bytes/index.js';
import { carriedBody, type MonitorEvent, type ReadEvents, readTitle } from '../monitor-event.js';
import { receivedMail, type ReceivedMail } from './received-mail.js';
import { readSubject, type SubjectWords, usualWords } from './subject.js';
import { whyNoAlert } from './why-no-alert.js';

const longestTitle = 200;

/** A mail of a monitor, or one that opens nothing and says why. */
export function readMail(mail: ReceivedMail, rule: SubjectWords | null): ReadEvents {
  const reason = whyNoAlert(mail);
  if (reason !== null) return { readAs: 'email', events: [], warnings: [...mail.warnings, reason] };
  const event = eventOf(mail, rule);
  return { readAs: 'email', events: [event], warnings: event.warnings };
}

/** A mail as it is kept. @throws DomainError `invalid` for what is no object of that kind. */
export function readEmail(sent: SentBody, rule: SubjectWords | null): ReadEvents {
  const mail = receivedMail.safeParse(sent.kind === 'json' ? sent.json.value : sent.fields);
  if (!mail.success) {
    const fault = mail.error.issues[0];
    const where = fault?.path.join('.') ?? '';
    throw new DomainError(
      'invalid',
      `A mail is read from JSON such as {"from": "…", "subject": "…", "text": "…"}; ${where}: ${fault?.message ?? ''}.`,
    );
  }
  return readMail(mail.data, rule);
}

function eventOf(mail: ReceivedMail, rule: SubjectWords | null): MonitorEvent {
  const warnings = [...mail.warnings];
  const { title, status, severity } = readSubject(mail.subject, rule);
  const details = {
    from: mail.from,
    subject: mail.subject,
    ...(mail.date === null ? {} : { date: mail.date }),
    text: mail.text,
    ...(mail.attachments.length === 0 ? {} : { attachments: mail.attachments }),
  };
  return {
    title: readTitle(title, warnings) || readTitle(titleOfText(mail), warnings),
    key: null,
    body: carriedBody(JSON.stringify(details), details, warnings),
    severity,
    priority: null,
    status,
    warnings,
  };
}

function titleOfText({ text, from, warnings }: ReceivedMail): string {
  const line = /^.*\S.*$/m.exec(text)?.[0].trim() ?? '';
  if (line !== '') return line.slice(0, longestTitle);
  if (from !== '') return `A mail without a subject from ${from.slice(0, longestTitle)}`;
  return warnings.length > 0 ? 'A mail that could not be read' : 'A mail without a subject';
}

/** What a monitor mails when an alert begins or is over, in the words of the integration. */
export function emailSample(status: 'trigger' | 'resolve', title: string, rule: SubjectWords | null): object {
  const word = (rule ?? usualWords)[status][0];
  return {
    from: 'Monitor <monitor@example.com>',
    subject: word === undefined ? title : `${word} ${title}`,
    text: 'Sent by the test of an integration',
  };
}
