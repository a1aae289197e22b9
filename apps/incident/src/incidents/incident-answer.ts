import type { Incident, IncidentAnswer } from '@ringdown/contracts';
import { hasRecovered, type IncidentLink, incidentLinks } from '@ringdown/domain-incidents';
import { carriedDetails } from './incident-events.js';
import type { IncidentRow } from './incident.entity.js';
import { stateOf } from './stored-state.js';
import type { TimelineRow } from './timeline.js';

interface Surroundings {
  /** The policy that applies now. */
  readonly escalationPolicyId: string | null;
  /** How many it has. */
  readonly steps: number;
  readonly callIds: readonly string[];
  readonly responders: Incident['responders'];
  /** Oldest first; some in the middle may be left out. */
  readonly timeline: readonly TimelineRow[];
}

/** An incident as the REST contract shows it. */
export const incidentAnswer = (row: IncidentRow, around: Surroundings): IncidentAnswer => ({
  id: row.id,
  number: Number(row.number),
  title: row.title,
  status: row.status,
  priority: row.priority,
  severity: row.severity,
  integrationId: row.integration_id,
  source: row.source,
  ...carriedDetails(row),
  occurrences: row.occurrences,
  openedAt: row.opened_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  acknowledgedAt: instant(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by,
  resolvedAt: instant(row.resolved_at),
  resolvedBy: row.resolved_by,
  escalationPolicyId: around.escalationPolicyId,
  callIds: [...around.callIds],
  responders: around.responders,
  suppressed: row.suppressed,
  mutedUntil: row.muted ? (instant(row.muted_until) ?? 'forever') : null,
  resolvesAt: instant(row.resolves_at),
  quietAt: instant(stateOf(row).flapping?.quietAt ?? null),
  flapping: row.quiet_minutes !== null,
  links: [...incidentLinks(row.details, storedLinks(row))],
  escalation: shownEscalation(row, around.steps),
  ...shownTimeline(around.timeline),
});

/** Null where no step is to come, or none before it fires again. */
function shownEscalation(row: IncidentRow, of: number): Incident['escalation'] {
  const { escalation_step: step, escalation_round: round, escalation_due_at: nextAt } = row;
  if (step === null || !nextAt || hasRecovered(stateOf(row))) return null;
  return { step: Math.min(step, of), of, round: (round ?? 0) + 1, nextAt: nextAt.toISOString() };
}

const storedLinks = ({ links }: IncidentRow): readonly IncidentLink[] =>
  links === null ? [] : (JSON.parse(links) as readonly IncidentLink[]);

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

function shownTimeline(entries: readonly TimelineRow[]): Pick<Incident, 'timeline' | 'timelineOmitted'> {
  const omitted = Number(entries[0]?.total ?? 0) - entries.length;
  return { timeline: entries.map(shownEntry), ...(omitted > 0 ? { timelineOmitted: omitted } : {}) };
}

const shownEntry = (entry: TimelineRow): Incident['timeline'][number] => ({
  at: entry.at.toISOString(),
  type: entry.type,
  actor: entry.actor,
  text: timelineText(entry),
});

export const timelineText = ({ type, text, repeats }: Pick<TimelineRow, 'type' | 'text' | 'repeats'>): string => {
  if (type !== 'repeated') return text;
  return repeats === 1 ? 'Seen once more' : `Seen ${repeats} times more`;
};
