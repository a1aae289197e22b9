import { parseArgs } from 'node:util';
import { callerBehaviours, responderBehaviours } from './behaviours.mjs';
import { readAnswer, readPhone, readText, textOutcomes } from './phone-options.mjs';

export const roles = ['primary', 'fallback1', 'fallback2'];

/**
 * @returns {{ help: boolean, line?: string, from: string, roles: Record<string, string>, caller: string, talkSeconds: number,
 *   data: string, text?: { phone: string, text: string }, read?: string, answer?: object }}
 * `roles`: who does what when their phone rings; a role that is not named lets it ring. `text`, `read`, `answer`: about a phone,
 * instead of a call
 */
export function readCallOptions(args) {
  const text = { type: 'string' };
  const { values } = parseArgs({
    args,
    strict: true,
    options: {
      line: text,
      from: { ...text, default: '+14156040016' },
      ...Object.fromEntries(roles.map((role) => [role, text])),
      caller: { ...text, default: 'leaves-message' },
      talk: { ...text, default: '5' },
      text,
      read: text,
      answer: text,
      data: { ...text, default: '.ringdown' },
      help: { type: 'boolean', default: false },
    },
  });
  const named = roles.filter((role) => values[role] !== undefined);
  for (const role of named) assertKnown(`--${role}`, values[role], responderBehaviours);
  assertKnown('--caller', values.caller, callerBehaviours);
  assertNumber(values.from);
  const talkSeconds = Number(values.talk);
  if (!(talkSeconds >= 0)) throw new Error(`--talk: expected a number of seconds, got ${values.talk}`);
  const chosen = Object.fromEntries(named.map((role) => [role, values[role]]));
  return { ...values, ...aboutAPhone(values), roles: named.length > 0 ? chosen : { primary: 'accept' }, talkSeconds };
}

const phoneOptions = { text: readText, read: readPhone, answer: readAnswer };

function aboutAPhone(values) {
  const given = Object.keys(phoneOptions).filter((option) => values[option] !== undefined);
  if (given.length > 1) throw new Error(`${given.map((option) => `--${option}`).join(' and ')}: one at a time.`);
  return Object.fromEntries(given.map((option) => [option, phoneOptions[option](values[option])]));
}

export function callUsage() {
  const list = (known, words) => Object.keys(known).map((name) => `    ${name.padEnd(24)} ${words(known[name])}`);
  return [
    'npm run call -- --line "On-call hotline" --from +14156040016 --primary no-answer --fallback1 accept',
    '  --line       the line that is called, by name (the only one, where there is one)',
    '  --from       the caller: a number such as +14156040016, or "anonymous"',
    '  --primary, --fallback1, --fallback2   what they do when their phone rings (not named: lets it ring):',
    ...list(responderBehaviours, (words) => words),
    '  --caller     what the caller does:',
    ...list(callerBehaviours, ({ words }) => words),
    '  --talk       how long caller and responder talk, in seconds (5)',
    '  --data       the data folder that npm start was given (.ringdown)',
    '',
    'Instead of a call, about the phone of a person of the demo (their numbers are in the console, People):',
    '  --read "+14155550102"          the texts and calls that it got, with what was said and pressed: codes too',
    '  --text "+14155550102 ACK 1"    its owner writes: to the number that wrote last, else to the line',
    '  --answer "+14155550102 1"      what its owner does from now on when Ringdown calls: a key to press (1 acknowledges,',
    '                                 2 escalates, 3 resolves, 9 repeats), or one of the above. Or how texts to it fare:',
    ...list(textOutcomes, (words) => words),
    '',
    'An escalation, for example: Priya S. lets it ring and gets texts, then answers one.',
    '  npm run call -- --answer "+14155550102 no-answer"',
    '  send the alert that npm start printed (Send an alert): it opens an incident, #1 the first time',
    '  npm run call -- --read "+14155550102"',
    '  npm run call -- --text "+14155550102 ACK 1"',
    'Who is told, how and when is set by the escalation policy and by each person (Profile, Notifications).',
  ].join('\n');
}

function assertKnown(option, value, known) {
  if (Object.hasOwn(known, value)) return;
  throw new Error(`${option}: nobody knows how to "${value}". Choose one of: ${Object.keys(known).join(', ')}`);
}

function assertNumber(from) {
  if (from === 'anonymous' || /^\+[1-9]\d{6,14}$/.test(from)) return;
  throw new Error(`--from: expected a number such as +14156040016, or anonymous, got ${from}`);
}
