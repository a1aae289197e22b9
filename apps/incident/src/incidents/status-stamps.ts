import type { StatusVerb } from '@ringdown/domain-incidents';
import type { IncidentRow } from './incident-row.js';

export type StatusStamps = Pick<IncidentRow, 'acknowledged_at' | 'acknowledged_by' | 'resolved_at' | 'resolved_by'>;

/** Who did what when, after `verb`; a reopened incident starts anew. */
export function statusStamps(before: StatusStamps, verb: StatusVerb, at: Date, by: string): StatusStamps {
  const { acknowledged_at, acknowledged_by, resolved_at, resolved_by } = before;
  if (verb === 'acknowledge') return { acknowledged_at: at, acknowledged_by: by, resolved_at, resolved_by };
  if (verb === 'resolve') return { acknowledged_at, acknowledged_by, resolved_at: at, resolved_by: by };
  return { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
}
