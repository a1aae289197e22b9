import type { SkipReason } from './skip-reasons.js';

/** Milliseconds since the epoch: instants inside a call, so that its state is plain JSON. */
export type EpochMs = number;

export const roles = ['primary', 'fallback1', 'fallback2'] as const;
export type Role = (typeof roles)[number];

/** Someone who can be rung. */
export interface Responder {
  readonly userId: string;
  readonly userName: string;
  /** E.164. */
  readonly phone: string;
  /** The schedule through which they were found; null where the target was a person. */
  readonly scheduleId: string | null;
  readonly scheduleName: string | null;
}

/** Who is absent, where somebody is rung in their place. */
export interface StoodInFor {
  readonly id: string;
  readonly name: string;
}

/** One entry of the plan: somebody to ring, or why nobody is. */
export type Planned =
  | {
      readonly role: Role;
      readonly responder: Responder;
      readonly skip: null;
      readonly standsInFor?: StoodInFor;
    }
  | {
      readonly role: Role;
      readonly responder: null;
      readonly skip: SkipReason;
      /** In words, where the reason alone does not say what to do. */
      readonly detail?: string | null;
      readonly user: { readonly id: string; readonly name: string } | null;
      readonly scheduleId: string | null;
      readonly standsInFor?: StoodInFor;
      readonly undetermined?: true;
    };
