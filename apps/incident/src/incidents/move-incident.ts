import { incidentEvents } from '@ringdown/contracts';
import type { StatusVerb } from '@ringdown/domain-incidents';
import { appendToOutbox, outboxEvent } from '@ringdown/platform-messaging';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import type { Actor } from './actor.js';
import { callIdsOf } from './call-ids.js';
import type { IncidentConfiguration } from './incident-configuration.js';
import { incidentFacts } from './incident-facts.js';
import { incidentColumns, type IncidentRow } from './incident-row.js';
import { statusStamps } from './status-stamps.js';
import { appendTimeline } from './timeline.js';

const moves = {
  acknowledge: { to: 'acknowledged', type: 'acknowledged', event: incidentEvents.acknowledged, word: 'Acknowledged' },
  resolve: { to: 'resolved', type: 'resolved', event: incidentEvents.resolved, word: 'Resolved' },
  reopen: { to: 'triggered', type: 'reopened', event: incidentEvents.reopened, word: 'Reopened' },
} as const;

export interface Move {
  readonly verb: StatusVerb;
  readonly at: Date;
  readonly by: Actor;
  /** Why, for the timeline: `Resolved by Ringdown: <because>`. */
  readonly because?: string;
  readonly correlationId?: string;
}

interface Surroundings {
  readonly schema: string;
  readonly configuration: IncidentConfiguration;
}

/** Gives an incident that this transaction has locked another status: its row, its timeline, and the fact. */
export async function moveIncident(
  tx: NotifyingSql,
  { schema, configuration }: Surroundings,
  incident: IncidentRow,
  { verb, at, by, because, correlationId }: Move,
): Promise<void> {
  const { to, type, event, word } = moves[verb];
  const stamps = statusStamps(incident, verb, at, by.name);
  const [moved] = await tx.query<IncidentRow>(
    `update incident set status = $2, acknowledged_at = $3, acknowledged_by = $4, resolved_at = $5, resolved_by = $6
     where id = $1 returning ${incidentColumns}`,
    [incident.id, to, stamps.acknowledged_at, stamps.acknowledged_by, stamps.resolved_at, stamps.resolved_by],
  );
  if (!moved) return;
  const text = `${word} by ${by.name}${because ? `: ${because}` : ''}`;
  await appendTimeline(tx, [{ incidentId: incident.id, at, type, actor: by.name, text }]);
  const callIds = (await callIdsOf(tx, [incident.id])).get(incident.id) ?? [];
  const facts = incidentFacts(moved, configuration.escalationPolicyId(moved), callIds);
  const options = correlationId === undefined ? {} : { correlationId };
  await appendToOutbox(tx, schema, [outboxEvent(event, { ...facts, at: at.toISOString(), by }, options)]);
}
