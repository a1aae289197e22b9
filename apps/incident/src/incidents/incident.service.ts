import { Injectable } from '@nestjs/common';
import type { IncidentAnswer, newIncident } from '@ringdown/contracts';
import type { IncidentCommand } from '@ringdown/domain-incidents';
import { Database, newId, type NotifyingSql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { callOffRemovedResponders, tellAddedResponders } from './changed-responders.js';
import type { Actor } from './happenings.js';
import { IncidentDeadlines } from './incident-deadlines.js';
import type { IncidentRow, OpeningRow } from './incident.entity.js';
import { edited, type IncidentEdit, editInWords, keptOnceEdited } from './incident-edit.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentReader } from './incident-reader.js';
import { IncidentRepository, isSecondOfGroup } from './incident.repository.js';
import { appendTimeline } from './timeline.js';

export type ReportedIncident = z.output<typeof newIncident>;

/** What people do with incidents. Answers each as it is then. */
@Injectable()
export class IncidentService {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly deadlines: IncidentDeadlines,
    private readonly reader: IncidentReader,
  ) {}

  /**
   * Opens an incident that a person reports; it is never grouped with others.
   * @throws DomainError `invalid` where the integration or the escalation policy does not exist.
   */
  async open(reported: ReportedIncident, actor: Actor): Promise<IncidentAnswer> {
    await this.lifecycle.configuration.assertIntegration(reported.integrationId);
    await this.lifecycle.configuration.assertEscalationPolicy(reported.escalationPolicyId);
    const row = reportedRow(reported, 'manual', this.lifecycle.clock.now());
    const opened = await this.database.transaction((tx) =>
      this.lifecycle.open(tx, row, {
        actor,
        text: `Opened by ${actor.name}`,
        callIds: [],
        setByHand: setByHand(reported),
      }),
    );
    return this.changed(opened);
  }

  /**
   * Does what a person says to an incident; where it is so already, nothing happens.
   * @throws DomainError `not-found`, or `conflict` where the state does not allow it.
   */
  async handle(id: string, command: IncidentCommand, actor: Actor, because?: string): Promise<IncidentAnswer> {
    try {
      const handled = await this.database.transaction(async (tx) => {
        const incident = await this.incidents.lock(tx, id);
        if (command.type === 'reopen') await this.incidents.assertOnlyOpenOfItsGroup(tx, incident);
        return this.lifecycle.handle(tx, incident, command, {
          at: this.lifecycle.clock.now(),
          actor,
          ...(because === undefined ? {} : { because }),
        });
      });
      return await this.changed(handled);
    } catch (error) {
      if (!isSecondOfGroup(error)) throw error;
      await this.incidents.assertOnlyOpenOfItsGroup(this.database, await this.incidents.get(id));
      throw error;
    }
  }

  /** Adds a note to the timeline. @throws DomainError `not-found`. */
  async note(id: string, text: string, actor: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      await this.incidents.lock(tx, id);
      const at = this.lifecycle.clock.now();
      await appendTimeline(tx, [{ incidentId: id, at, type: 'note', actor: actor.name, text }]);
    });
    return this.reader.get(id);
  }

  /** @throws DomainError `not-found`, or `invalid` where the escalation policy does not exist. */
  async edit(id: string, edit: IncidentEdit, actor: Actor): Promise<IncidentAnswer> {
    await this.lifecycle.configuration.assertEscalationPolicy(edit.escalationPolicyId);
    const edited = await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, id);
      return this.editLocked(tx, incident, edit, { at: this.lifecycle.clock.now(), actor });
    });
    return this.changed(edited);
  }

  /** Who looks after it: whoever is added is told. Whoever is taken away is not made one again by an alert rule. @throws DomainError `not-found`. */
  async setResponders(id: string, userIds: readonly string[], actor: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, id);
      const { responder_ids: before, kept_from_rules: kept } = incident;
      const after = [...new Set(userIds)];
      if (after.length === before.length && after.every((one) => before.includes(one))) return;
      const settled = [...before, ...after].map((one) => `responder:${one}`);
      await this.incidents.setResponders(tx, id, after, [...new Set([...kept, ...settled])]);
      const names = this.lifecycle.configuration.responders(after).map(({ name }) => name);
      const text = `Responders set to ${names.length > 0 ? names.join(', ') : 'nobody'} by ${actor.name}`;
      const at = this.lifecycle.clock.now();
      const changed = { ...incident, responder_ids: after };
      const callIds = (await this.incidents.callIds(tx, [id])).get(id) ?? [];
      const change = { before, by: actor, at, callIds };
      const told = tellAddedResponders(changed, change, this.lifecycle.configuration);
      const calledOff = callOffRemovedResponders(changed, change, this.lifecycle.configuration);
      await appendTimeline(tx, [{ incidentId: id, at, type: 'changed', actor: actor.name, text }, ...told.entries]);
      await this.lifecycle.publish(tx, [...calledOff, ...told.events]);
    });
    return this.reader.get(id);
  }

  /** Changes what people may change about an incident that this transaction has locked; the timeline says what. */
  private async editLocked(
    tx: NotifyingSql,
    before: IncidentRow,
    edit: IncidentEdit,
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<IncidentRow> {
    const after = edited(before, edit);
    const changes = editInWords(before, after);
    const kept_from_rules = keptOnceEdited(before.kept_from_rules, edit);
    if (changes.length > 0 || kept_from_rules.length > before.kept_from_rules.length) {
      await this.incidents.setFields(tx, before.id, { ...after, kept_from_rules });
      await appendTimeline(
        tx,
        changes.map((what) => ({
          incidentId: before.id,
          at,
          type: 'changed',
          actor: actor.name,
          text: `${what} by ${actor.name}`,
        })),
      );
    }
    let incident: IncidentRow = { ...before, ...after, kept_from_rules };
    if (before.escalation_policy_id !== after.escalation_policy_id) {
      incident = await this.lifecycle.handle(tx, incident, { type: 'policy-chosen' }, { at, actor });
    }
    if (edit.resolvesAt === undefined) return incident;
    const resolvesAt = edit.resolvesAt === null ? null : new Date(edit.resolvesAt);
    return this.lifecycle.handle(tx, incident, { type: 'resolve-at', at: resolvesAt }, { at, actor });
  }

  private async changed(incident: IncidentRow): Promise<IncidentAnswer> {
    await this.deadlines.schedule([incident]);
    return this.reader.get(incident.id);
  }
}

/** What a person has said of an incident as it opens, which stays over alert rules. */
export const setByHand = (reported: ReportedIncident): string[] =>
  (['priority', 'severity', 'escalationPolicyId'] as const).filter((field) => reported[field] !== undefined);

/** The row of an incident that a person opens, by itself or for a call. */
export const reportedRow = (reported: ReportedIncident, source: 'manual' | 'call', now: Date): OpeningRow => ({
  id: newId('incident'),
  title: reported.title,
  status: 'triggered',
  priority: reported.priority ?? null,
  severity: reported.severity ?? null,
  integration_id: reported.integrationId,
  escalation_policy_id: reported.escalationPolicyId ?? null,
  source,
  alert_title: null,
  details: reported.body === undefined || reported.body === null ? null : JSON.stringify(reported.body),
  occurrences: 1,
  opened_at: now,
  last_seen_at: now,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: null,
});
