import type { Repeats, TimelineEntry } from '../incidents/timeline.js';
import { type AlertStep, isMove } from './alert-steps.js';

/** What a batch adds to timelines, in the order in which it has to be added: an incident is repeated before its status changes. */
export interface AlertTimeline {
  readonly before: readonly TimelineEntry[];
  readonly repeats: readonly Repeats[];
  readonly after: readonly TimelineEntry[];
}

export function alertTimeline(steps: readonly AlertStep[], monitorOf: (incidentId: string) => string): AlertTimeline {
  const before: TimelineEntry[] = [];
  const repeats: Repeats[] = [];
  const after: TimelineEntry[] = [];
  for (const step of steps) {
    const { incidentId, change } = step;
    const actor = monitorOf(incidentId);
    const warnings = (at: Date): TimelineEntry[] =>
      change.warnings.map((text) => ({ incidentId, at, type: 'warning', actor: 'Ringdown', text }));
    if (isMove(step)) {
      const { at } = step.change;
      const text = `${step.kind === 'resolved' ? 'Resolved' : 'Acknowledged'} by ${actor}`;
      after.push(...warnings(at), { incidentId, at, type: step.kind, actor, text });
      continue;
    }
    if (step.kind === 'opened') {
      before.push({ incidentId, at: step.change.openedAt, type: 'opened', actor, text: `Opened by ${actor}` });
    }
    const { lastSeenAt } = step.change;
    before.push(...warnings(lastSeenAt));
    const added = step.kind === 'opened' ? step.change.occurrences - 1 : step.change.added;
    if (added > 0) repeats.push({ incidentId, added, lastSeenAt, actor });
  }
  return { before, repeats, after };
}
