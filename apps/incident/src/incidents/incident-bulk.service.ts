import { Injectable } from '@nestjs/common';
import { type BulkResult, incidentRpc } from '@ringdown/contracts';
import type { IncidentCommand } from '@ringdown/domain-incidents';
import { Clock } from '@ringdown/kernel';
import { Database, type NotifyingSql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { Actor } from './happenings.js';
import { IncidentDeadlines } from './incident-deadlines.js';
import type { IncidentRow } from './incident.entity.js';
import { editInWords } from './incident-edit.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository } from './incident.repository.js';
import { appendTimeline } from './timeline.js';

type Bulk = z.output<typeof incidentRpc.bulk.request>;
type Skipped = BulkResult['skipped'];

const already = 'It is so already.';

/** What people do with some hundred incidents at once: one transaction, in which each statement is for all of them. */
@Injectable()
export class IncidentBulkService {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly deadlines: IncidentDeadlines,
    private readonly clock: Clock,
  ) {}

  /** What the state of an incident does not allow leaves that one as it is. */
  async apply({ ids, action, value, by }: Bulk): Promise<BulkResult> {
    const { handled, ...result } = await this.database.transaction(async (tx) => {
      const locked = await this.incidents.lockAll(tx, ids);
      const found = new Set(locked.map(({ id }) => id));
      const missing = ids.filter((id) => !found.has(id)).map((id) => ({ id, reason: 'There is no such incident.' }));
      const done =
        action === 'priority' || action === 'severity'
          ? await this.rate(tx, locked, action, value ?? null, by)
          : await this.handle(tx, locked, toCommand(action, value), by);
      return { ...done, skipped: [...missing, ...done.skipped] };
    });
    await this.deadlines.schedule(handled);
    return result;
  }

  private async handle(tx: NotifyingSql, incidents: readonly IncidentRow[], command: IncidentCommand, actor: Actor) {
    const handling = { at: this.clock.now(), actor };
    const { handled, refused, unchanged } = await this.lifecycle.handleAll(tx, incidents, command, handling);
    const skipped: Skipped = [
      ...[...refused].map(([id, reason]) => ({ id, reason })),
      ...[...unchanged].map((id) => ({ id, reason: already })),
    ];
    return { handled, changed: handled.length - unchanged.size, skipped };
  }

  private async rate(
    tx: NotifyingSql,
    incidents: readonly IncidentRow[],
    field: 'priority' | 'severity',
    value: string | null,
    actor: Actor,
  ) {
    const changing = incidents.filter((incident) => incident[field] !== value);
    const at = this.clock.now();
    // alert rules leave it from now on, also where it is what it was
    const all = incidents.map(({ id }) => id);
    await this.incidents.rate(tx, all, field, value);
    const entries = changing.flatMap((before) =>
      editInWords(before, { ...before, [field]: value }).map((what) => ({
        incidentId: before.id,
        at,
        type: 'changed' as const,
        actor: actor.name,
        text: `${what} by ${actor.name}`,
      })),
    );
    await appendTimeline(tx, entries);
    const same = incidents.filter((incident) => incident[field] === value);
    return { handled: [], changed: changing.length, skipped: same.map(({ id }) => ({ id, reason: already })) };
  }
}

function toCommand(action: 'acknowledge' | 'resolve' | 'mute', value: string | null | undefined): IncidentCommand {
  if (action !== 'mute') return { type: action };
  return { type: 'mute', until: !value || value === 'forever' ? null : new Date(value) };
}
