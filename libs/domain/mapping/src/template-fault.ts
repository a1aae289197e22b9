import { templateLimits } from './liquid.js';

const mostCharacters = 300;

/** What liquidjs says, and what that means to whoever wrote the template. */
const meanings: readonly (readonly [said: RegExp, meaning: string])[] = [
  [/^template render limit exceeded/, `all templates together took longer than ${templateLimits.milliseconds} ms`],
  [
    /^memory alloc limit exceeded/,
    `all templates together make more than ${templateLimits.memory} characters and values`,
  ],
  [/^Maximum call stack size exceeded/, 'a value or the template is nested too deep'],
];

/** Whether a template ran out of time, which may be the machine's fault. */
export const isOutOfTime = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('template render limit exceeded');

/** A thrown error in words, with the place that liquidjs gives. */
export function faultWords(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const meant = meanings.reduce((words, [pattern, meaning]) => words.replace(pattern, meaning), said);
  const [, words = '', place = ''] = /^(.*?)((?:, line:\d+, col:\d+)*)$/s.exec(meant) ?? [];
  const [, line, column] = /line:(\d+), col:(\d+)/.exec(place) ?? [];
  const short = words.length > mostCharacters ? `${words.slice(0, mostCharacters)}…` : words;
  return line === undefined ? short : `${short} (line ${line}, column ${column})`;
}
