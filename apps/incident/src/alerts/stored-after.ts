import { decideIncident, type IncidentCommand, type RuledIncident } from '@ringdown/domain-incidents';
import {
  arrivedAt,
  decidedColumns,
  type IncidentConfiguration,
  ringdown,
  ruledColumns,
  stateOf,
} from '../incidents/index.js';
import { type AlertStep, isByMonitor } from './alert-batch.js';
import type { Locked } from './alert.repository.js';

interface Turn {
  readonly command: IncidentCommand;
  readonly at: Date;
  /** Whose doing it is. */
  readonly by: string;
}

interface Surroundings {
  readonly configuration: IncidentConfiguration;
  readonly now: Date;
}

/**
 * A stored incident as a batch leaves it, by the steps that are about it. What alert rules have made of it comes first: under the
 * integration to which they have moved it hold that one's times.
 */
export function storedAfter(
  stored: Locked,
  steps: readonly AlertStep[],
  ruled: RuledIncident | null,
  { configuration, now }: Surroundings,
): Locked {
  const moved = ruled ? { ...stored, ...ruledColumns(stored, ruled), resolves_at: ruled.resolvesAt } : stored;
  const row = steps.reduce(counted, moved);
  const rules = configuration.rulesAt(row, now);
  const monitor = configuration.monitorName(arrivedAt(row));
  const policyOf = (one: Locked) => configuration.escalationPolicyId(one);
  const byRules: IncidentCommand[] = [
    ...(ruled?.suppressed && !stored.suppressed ? [{ type: 'suppress' } as const] : []),
    ...(policyOf(row) === policyOf(stored) ? [] : [{ type: 'policy-chosen' } as const]),
  ];
  const turns: Turn[] = [
    ...byRules.map((command): Turn => ({ command, at: now, by: ringdown.name })),
    ...inOrder(steps).flatMap((step) => turnOf(step, row, monitor)),
  ];
  return turns.reduce((before, { command, at, by }) => {
    const decision = decideIncident(stateOf(before), command, rules, at);
    return decision.kind === 'decided' ? { ...before, ...decidedColumns(before, decision, at, by) } : before;
  }, row);
}

function counted(row: Locked, step: AlertStep): Locked {
  if (step.kind !== 'repeated') return row;
  const { occurrences, lastSeenAt } = step.change;
  return { ...row, occurrences, last_seen_at: lastSeenAt > row.last_seen_at ? lastSeenAt : row.last_seen_at };
}

/** A repeat is told where the first of several was: it comes before what has ended them. */
const inOrder = (steps: readonly AlertStep[]): readonly AlertStep[] => [
  ...steps.filter(({ kind }) => kind === 'repeated'),
  ...steps.filter(({ kind }) => kind !== 'repeated'),
];

function turnOf(step: AlertStep, row: Locked, monitor: string): readonly Turn[] {
  switch (step.kind) {
    case 'opened':
    case 'noted':
      return [];
    case 'repeated': {
      const isTimerKept = row.kept_from_rules.includes('resolvesAt');
      const command = { type: 'see', lastSeenAt: row.last_seen_at, isTimerKept } as const;
      return [{ command, at: step.change.lastSeenAt, by: monitor }];
    }
    case 'recovered':
      return step.change.firesAgain ? [] : [{ command: { type: 'recover' }, at: step.change.at, by: monitor }];
    case 'acknowledged':
    case 'resolved': {
      const { at } = step.change;
      const type = step.kind === 'resolved' ? 'resolve' : 'acknowledge';
      return [{ command: { type }, at, by: isByMonitor(step.change) ? monitor : ringdown.name }];
    }
  }
}
