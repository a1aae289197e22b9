import { type AnswerVerb, readTextAnswer } from '@ringdown/domain-incidents';
import { typedText } from './slack-text.js';

/** Whom a person names in a command: themselves, somebody by a mention, or by an e-mail address. */
export type NamedPerson =
  | { readonly by: 'me' }
  | { readonly by: 'mention'; readonly slackUserId: string }
  | { readonly by: 'email'; readonly email: string };

export type Command =
  | { readonly type: 'help' }
  | { readonly type: 'who'; readonly schedule: string | null }
  | { readonly type: 'declare'; readonly title: string }
  | { readonly type: 'act'; readonly verb: AnswerVerb; readonly number: number | null }
  | {
      readonly type: 'override';
      readonly person: NamedPerson;
      readonly minutes: number;
      readonly schedule: string | null;
    }
  /** `reason` is a sentence that says what is missing. */
  | { readonly type: 'unclear'; readonly reason: string };

/** Nobody is put on call for longer by a line of chat. */
export const mostMinutes = 30 * 24 * 60;

const unclear = (reason: string): Command => ({ type: 'unclear', reason });

/** Reads what stands behind `/ringdown`, as Slack sends it: with its markup, so that mentions name people. */
export function readCommand(sent: string): Command {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([^]*?)\s*$/.exec(sent) ?? [];
  switch (word.toLowerCase()) {
    case '':
    case 'help':
      return { type: 'help' };
    case 'who':
    case 'oncall':
      return { type: 'who', schedule: typedText(rest) || null };
    case 'declare':
      return readDeclare(typedText(rest).replace(/\s+/g, ' ').trim());
    case 'override':
      return readOverride(rest);
    default:
      return readAct(typedText(sent));
  }
}

function readDeclare(title: string): Command {
  return title === '' ? unclear('Write what is wrong, as in: declare Checkout is down') : { type: 'declare', title };
}

/** As a text to our number is read: a verb and a number, in any order. */
function readAct(typed: string): Command {
  const answer = readTextAnswer(typed);
  if (answer.type === 'act') return answer;
  return unclear('That was not understood.');
}

const overrideExample = 'override @Ada 2h Backend Team';

function readOverride(rest: string): Command {
  const [who = '', howLong = '', ...name] = rest.split(/\s+/);
  const person = personNamed(who);
  if (!person)
    return unclear(
      who.startsWith('@')
        ? 'Slack did not say who that is: the command’s setting “Escape channels, users, and links sent to your app” has to be on.'
        : `Mention who takes over, or write me, as in: ${overrideExample}`,
    );
  const minutes = readDuration(howLong);
  if (minutes === null) return unclear(`Write for how long, as 30m, 2h, 1h30m or 1d: ${overrideExample}`);
  if (minutes > mostMinutes)
    return unclear('An override from Slack lasts 30 days at most. Make a longer one in the console.');
  return { type: 'override', person, minutes, schedule: typedText(name.join(' ')) || null };
}

function personNamed(word: string): NamedPerson | null {
  if (word.toLowerCase() === 'me') return { by: 'me' };
  const [, slackUserId] = /^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$/.exec(word) ?? [];
  if (slackUserId) return { by: 'mention', slackUserId };
  const typed = typedText(word);
  return /^[^@\s]+@[^@\s]+$/.test(typed) ? { by: 'email', email: typed.toLowerCase() } : null;
}

const unitMinutes: Readonly<Record<string, number>> = { d: 24 * 60, h: 60, m: 1 };

/** `30m`, `2h`, `1d`, `1h30m`: minutes; each unit once, the longest first. Null for anything else, and for none at all. */
export function readDuration(text: string): number | null {
  const found = /^(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m(?:in)?)?$/i.exec(text);
  if (!found) return null;
  const [, days = '0', hours = '0', minutes = '0'] = found;
  const sum = Number(days) * (unitMinutes['d'] ?? 0) + Number(hours) * (unitMinutes['h'] ?? 0) + Number(minutes);
  return sum > 0 ? sum : null;
}
