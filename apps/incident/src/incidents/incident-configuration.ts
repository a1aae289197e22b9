import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import type { FlappingRule, IncidentRules } from '@ringdown/domain-incidents';
import { DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { AlertRuleBook } from './alert-rule-book.js';
import type { IncidentRow } from './incident.entity.js';
import { type StepReach, StepReachFinder, type StepTarget } from './step-reach.js';

/** What the configuration says about an incident. */
@Injectable()
export class IncidentConfiguration {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly reach: StepReachFinder,
    readonly alertRules: AlertRuleBook,
  ) {}

  /** The policy that applies: the incident's own, or else its integration's, as it is now. */
  escalationPolicyId(incident: Pick<IncidentRow, 'escalation_policy_id' | 'integration_id'>): string | null {
    const { escalation_policy_id: own, integration_id: integrationId } = incident;
    return own ?? this.mirror.get('integration', integrationId)?.escalationPolicyId ?? null;
  }

  /** What holds for an incident at an instant: whom its policy calls, how long an acknowledgement lasts, and when it resolves unheard. */
  rulesAt(
    incident: Pick<IncidentRow, 'escalation_policy_id' | 'integration_id'>,
    at: Date,
  ): IncidentRules<StepTarget, StepReach> {
    const policyId = this.escalationPolicyId(incident);
    const integration = this.mirror.get('integration', incident.integration_id);
    return {
      policy: (policyId && this.mirror.get('escalation-policy', policyId)) || null,
      ackTimeoutMinutes: integration?.ackTimeoutMinutes ?? null,
      resolveAfterMinutes: integration?.resolveAfterMinutes ?? null,
      reachOf: (targets) => this.reach.find(targets, at),
    };
  }

  /** Who is there of these people at an instant, or stands in for them. */
  reachOfPeople(ids: readonly string[], at: Date): StepReach {
    return this.reach.find(
      ids.map((id) => ({ type: 'user', id })),
      at,
    );
  }

  /** From when on the alerts that arrive at an integration flap; null where they do not. */
  flapping(integrationId: string): FlappingRule | null {
    return this.mirror.get('integration', integrationId)?.flapping ?? null;
  }

  monitorName(integrationId: string): string {
    return this.mirror.get('integration', integrationId)?.name ?? 'the monitor';
  }

  /** @throws DomainError `invalid` naming the field. */
  async assertIntegration(id: string): Promise<void> {
    if (await this.mirror.find('integration', id)) return;
    throw missing('integrationId', 'There is no such integration. See GET /api/v1/integrations.');
  }

  /** @throws DomainError `invalid` naming the field. */
  async assertEscalationPolicy(id: string | null | undefined): Promise<void> {
    if (!id || (await this.mirror.find('escalation-policy', id))) return;
    throw missing('escalationPolicyId', 'There is no such escalation policy. See GET /api/v1/escalation-policies.');
  }

  /**
   * The line and the integration of its incidents; null for each that is gone.
   * @throws DomainError `unavailable` while no configuration has arrived: then nothing can be said.
   */
  async lineAndIntegration(lineId: string): Promise<LineAndIntegration> {
    if (!this.mirror.ready) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
    const line = (await this.mirror.find('line', lineId)) ?? null;
    const integrationId = line?.incident.integrationId;
    const integration = integrationId ? await this.mirror.find('integration', integrationId) : null;
    return { line, integration: integration ?? null };
  }

  /** Who is still there, with their names. */
  responders(ids: readonly string[]): { readonly id: string; readonly name: string }[] {
    return ids.flatMap((id) => this.mirror.get('user', id) ?? []).map(({ id, name }) => ({ id, name }));
  }

  teamSlugs(teamIds: readonly string[]): string[] {
    return teamIds.flatMap((id) => this.mirror.get('team', id)?.slug ?? []);
  }
}

interface LineAndIntegration {
  readonly line: ConfigDocument<'line'> | null;
  readonly integration: ConfigDocument<'integration'> | null;
}

const missing = (path: string, sentence: string): DomainError =>
  new DomainError('invalid', sentence, [{ path, message: 'choose another: it does not exist' }]);
