import type { PlainNotice } from './person-messages.js';

/** A limit over which no more texts or calls go out. */
export interface ReachedLimit {
  readonly type: 'sms' | 'voice';
  /** To whom; null: to all together. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** So many within an hour. */
  readonly limit: number;
  /** When the first one was not sent. */
  readonly since: Date;
}

/** What an admin reads of it, in their own zone. */
export function limitNotice({ type, person, limit, since }: ReachedLimit, timeZone: string, url: string): PlainNotice {
  const [what, others] = type === 'sms' ? ['texts', 'Phone calls'] : ['calls', 'Texts'];
  const whom = person?.name ?? 'all people together';
  const at = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'long' }).format(since);
  return {
    title: `No more ${what} to ${whom} for now`,
    text:
      `${person ? `${person.name} has had` : 'All people together have had'} ${limit} ${what} within an hour, which is the limit. ` +
      `Since ${at} what is over it is not sent, and the next way of each person comes in its place. ` +
      `${others}, pushes, e-mails and chat go on. The limit is set under Setup, Settings.`,
    url,
  };
}
