import { ringSeconds } from './ring-time.ts';
import type { Station } from './station.ts';

/** When call-routing is killed: at a moment of the call (apps/carrier-simulator/README.md), or at the first line of its story of a kind. */
export type Trigger = { readonly moment: string } | { readonly line: string };

/** One step of a call at which call-routing is killed. */
export interface Step {
  readonly name: string;
  readonly at: Trigger;
  readonly afterMs?: number;
  /** The kill comes this much later at most; how much is left to chance. */
  readonly spreadMs: number;
  /** These requests leave somewhat late, so that the kill may come before, while and after they are answered. */
  readonly late?: readonly string[];
  readonly people: (station: Station) => Readonly<Record<string, unknown>>;
  readonly ends: 'conversation' | 'message';
}

type Person = string | Readonly<Record<string, unknown>>;

const three =
  (primary: Person, fallback1: Person = 'accept', fallback2: Person = 'accept') =>
  ({ people: [a, b, c] }: Station) => ({ [a.phone]: primary, [b.phone]: fallback1, [c.phone]: fallback2 });

const accept = (talkSeconds: number, more: Readonly<Record<string, unknown>> = {}) => ({
  behaviour: 'accept',
  talkSeconds,
  answerAfterMs: 300,
  ...more,
});
const busy = { behaviour: 'busy', answerAfterMs: 600 };

export const steps: readonly Step[] = [
  {
    name: 'during the welcome',
    at: { moment: 'welcome:1' },
    spreadMs: 600,
    people: three(accept(3)),
    ends: 'conversation',
  },
  {
    name: 'while the primary rings',
    at: { moment: 'ringing:1' },
    spreadMs: 4500,
    people: three('no-answer', accept(3)),
    ends: 'conversation',
  },
  {
    name: 'when the ring timer fires',
    at: { moment: 'ringing:1' },
    afterMs: ringSeconds * 1000 - 150,
    spreadMs: 300,
    people: three('no-answer', accept(3)),
    ends: 'conversation',
  },
  {
    name: 'between the ring timer and the document of the redirect',
    at: { line: 'redirected' },
    spreadMs: 700,
    people: three('no-answer', accept(3)),
    ends: 'conversation',
  },
  {
    name: 'during the screening, before the key',
    at: { moment: 'screening:1' },
    spreadMs: 2000,
    people: three(accept(3, { pressAfterMs: 2500 })),
    ends: 'conversation',
  },
  {
    name: 'right after the accepting key',
    at: { line: 'presses' },
    spreadMs: 80,
    late: ['gather', 'leg'],
    people: three(accept(3, { pressAfterMs: 800 })),
    ends: 'conversation',
  },
  {
    name: 'in the conversation',
    at: { moment: 'connected:1' },
    spreadMs: 2500,
    people: three(accept(6)),
    ends: 'conversation',
  },
  {
    name: 'while fallback 1 rings',
    at: { moment: 'ringing:2' },
    spreadMs: 4500,
    people: three(busy, 'no-answer', accept(3)),
    ends: 'conversation',
  },
  {
    name: 'while the caller is told that we are still trying',
    at: { moment: 'welcome:2' },
    spreadMs: 900,
    late: ['redirect'],
    people: three(busy, accept(3)),
    ends: 'conversation',
  },
  {
    name: 'while the end of a dial is reported',
    at: { line: 'declines' },
    spreadMs: 80,
    late: ['dial-action'],
    people: three(busy, accept(3)),
    ends: 'conversation',
  },
  {
    name: 'while the caller leaves a message',
    at: { moment: 'message:1' },
    spreadMs: 4000,
    people: three(busy, busy, busy),
    ends: 'message',
  },
  {
    name: 'after the end, before it is reported',
    at: { line: 'ends' },
    spreadMs: 80,
    late: ['status'],
    people: three(accept(2)),
    ends: 'conversation',
  },
];
