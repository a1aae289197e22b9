import type { EscalationPolicy, ReachOf, StepTaken } from './escalation.js';
import type { IncidentState } from './incident-state.js';

export type IncidentCommand =
  | { readonly type: 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen' | 'escalate' | 'unmute' }
  /** Acknowledged, also where somebody else has acknowledged it before. */
  | { readonly type: 'take-over' }
  /** `until` null: for ever. */
  | { readonly type: 'mute'; readonly until: Date | null }
  /** `at` null: not by itself. */
  | { readonly type: 'resolve-at'; readonly at: Date | null }
  /** The incident has another policy now: an escalation that has ended, or never began, begins. */
  | { readonly type: 'policy-chosen' }
  /** An alert rule keeps it quiet from now on. */
  | { readonly type: 'suppress' }
  /** The monitor says that it fires. `isTimerKept`: a person or a rule has set when it resolves. */
  | { readonly type: 'see'; readonly lastSeenAt: Date; readonly isTimerKept: boolean }
  /** The monitor says that it has recovered. */
  | { readonly type: 'recover' }
  /** Whatever is due by now happens. */
  | { readonly type: 'deadline' };

/** What the configuration says about the incident at this moment. */
export interface IncidentRules<Target, R> {
  readonly policy: EscalationPolicy<Target> | null;
  readonly ackTimeoutMinutes: number | null;
  /** Without news of it for so long it resolves by itself. */
  readonly resolveAfterMinutes: number | null;
  readonly reachOf: ReachOf<Target, R>;
}

/** `byItself`: a timer did it, nobody else. */
export type IncidentHappening<R> =
  | { readonly type: 'acknowledged' | 'unacknowledged' | 'reopened' | 'unmuted'; readonly byItself: boolean }
  /** `quietMinutes`: it was flapping, and so long nothing came. */
  | { readonly type: 'resolved'; readonly byItself: boolean; readonly quietMinutes?: number }
  | { readonly type: 'muted'; readonly until: Date | null }
  | { readonly type: 'resolve-timer-set'; readonly at: Date | null }
  | ({ readonly type: 'escalated' } & StepTaken<R>)
  /** The last step was taken and nobody is called any more. */
  | { readonly type: 'escalation-ended' };

/** `reason` is a sentence for whoever gave the command. Nothing happened: it is so already. */
export type IncidentDecision<R> =
  | {
      readonly kind: 'decided';
      readonly state: IncidentState;
      readonly happened: readonly IncidentHappening<R>[];
    }
  | { readonly kind: 'refused'; readonly reason: string };
