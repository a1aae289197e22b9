import type { ReceivedMail } from './received-mail.js';

/** Set on every mail that Ringdown sends; its value is the notification's id. */
const ownMark = 'x-ringdown-notification';

/** A mail that went through so many servers goes round in a circle (RFC 5321, 6.3, asks for a limit; ours is lower than the usual 100). */
const mostReceived = 30;

type Headers = ReceivedMail['headers'];

const begins = (value: string | undefined, word: RegExp): boolean => value !== undefined && word.test(value);

const reasons: readonly { readonly sentence: string; applies(headers: Headers): boolean }[] = [
  {
    sentence: 'It is a notification that Ringdown sent itself',
    applies: (headers) => headers[ownMark] !== undefined,
  },
  {
    // RFC 3464
    sentence: 'It is a report of a mail server about another mail',
    applies: (headers) => begins(headers['content-type'], /^multipart\/report\b/i),
  },
  {
    // RFC 5321, 4.5.5
    sentence: 'It has no return path, as bounces have none',
    applies: (headers) => headers['return-path'] === '',
  },
  {
    // RFC 3834, 5; `auto-generated` alone is what a monitor sends
    sentence: 'It is an automatic reply',
    applies: (headers) =>
      begins(headers['auto-submitted'], /^\s*auto-replied\b/i) ||
      begins(headers['precedence'], /^\s*auto_reply\b/i) ||
      headers['x-autoreply'] !== undefined ||
      headers['x-autorespond'] !== undefined,
  },
  {
    sentence: `It went through more than ${mostReceived} mail servers, as a mail does that goes round in a circle`,
    applies: (headers) => Number(headers['received-count'] ?? 0) > mostReceived,
  },
];

/** Why a mail is no monitor's: a loop, a bounce or an answer. Null where it may be one's. */
export function whyNoAlert({ headers }: ReceivedMail): string | null {
  const reason = reasons.find(({ applies }) => applies(headers));
  return reason ? `${reason.sentence}: it opened nothing.` : null;
}

/** Those that are looked at. */
export const telltaleHeaders = ['auto-submitted', 'precedence', 'x-autoreply', 'x-autorespond', ownMark] as const;
