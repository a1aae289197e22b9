import { Injectable } from '@nestjs/common';
import { incidentChange, incidentNote, newCallIncident, newIncident } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import type { z } from 'zod';
import { ThingStore } from '../things/index.js';

/** What clients send about incidents, checked: also that what it names exists. */
@Injectable()
export class IncidentInput {
  constructor(private readonly store: ThingStore) {}

  async opening(body: unknown): Promise<z.output<typeof newIncident>> {
    return this.namesWhatExists(newIncident.strict().parse(body ?? {}));
  }

  async openingForCall(body: unknown): Promise<z.output<typeof newCallIncident>> {
    return this.namesWhatExists(newCallIncident.strict().parse(body ?? {}));
  }

  async change(body: unknown): Promise<z.output<typeof incidentChange>> {
    const change = incidentChange.parse(body ?? {});
    await this.mustExist('escalation-policy', 'escalationPolicyId', change.escalationPolicyId);
    return change;
  }

  note(body: unknown): z.output<typeof incidentNote> {
    return incidentNote.strict().parse(body ?? {});
  }

  private async namesWhatExists<I extends { integrationId: string; escalationPolicyId?: string | null | undefined }>(
    incident: I,
  ): Promise<I> {
    await this.mustExist('integration', 'integrationId', incident.integrationId);
    await this.mustExist('escalation-policy', 'escalationPolicyId', incident.escalationPolicyId);
    return incident;
  }

  private async mustExist(
    kind: 'integration' | 'escalation-policy',
    path: string,
    id: string | null | undefined,
  ): Promise<void> {
    if (!id || (await this.store.has(kind, id))) return;
    throw invalidFields([{ path, message: `choose another: there is no ${kind.replace('-', ' ')} ${id}` }]);
  }
}
