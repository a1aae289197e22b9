import { parseArgs } from 'node:util';
import { callerBehaviours, responderBehaviours } from './behaviours.mjs';

export const roles = ['primary', 'fallback1', 'fallback2'];

/**
 * @returns {{ help: boolean, line?: string, from: string, roles: Record<string, string>, caller: string, talkSeconds: number,
 *   data: string }}
 * `roles`: who does what when their phone rings; a role that is not named lets it ring
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
  return { ...values, roles: named.length > 0 ? chosen : { primary: 'accept' }, talkSeconds };
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
