import { isAbsent, normal, quoted } from './words.js';

export type AlertStatus = 'trigger' | 'acknowledge' | 'resolve';

const words: Readonly<Record<AlertStatus, readonly string[]>> = {
  resolve:
    'resolve resolved ok okay up recovered recovery closed close cleared clear inactive normal success green'.split(
      ' ',
    ),
  acknowledge: ['acknowledge', 'acknowledged', 'ack'],
  trigger: ['trigger', 'triggered', 'firing', 'alerting', 'down', 'problem', 'open', 'critical', 'error'],
};
const statusOf = new Map(
  Object.entries(words).flatMap(([status, all]) => all.map((word) => [word, status as AlertStatus] as const)),
);

/** Nothing triggers, and so does a word that nobody knows, with a warning: better a page too many than one too few. */
export function readStatus(given: unknown, warnings: string[]): AlertStatus {
  if (isAbsent(given)) return 'trigger';
  const status = statusOf.get(normal(given));
  if (!status) warnings.push(`status: expected trigger, acknowledge or resolve, got ${quoted(given)}; it triggers`);
  return status ?? 'trigger';
}
