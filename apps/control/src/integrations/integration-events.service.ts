import { Injectable } from '@nestjs/common';
import {
  type draftDryRun,
  type ForeseenAlert,
  incidentRpc,
  ingestRpc,
  type IntegrationEvent,
  type integrationDryRun,
  type integrationEventWithBody,
  type ReceivedEvent,
} from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { SecretCipher } from '@ringdown/platform-config';
import type { z } from 'zod';
import { ResourceRepository } from '../configuration/index.js';
import { faultsOfMapping, readIntegrationToken } from './integration.resource.js';

type ReadRequest = z.input<typeof ingestRpc.read.request>;
type DryRun = z.input<typeof integrationDryRun>;

/** What integrations received, with what became of it: ingest knows the one, incident the other. */
@Injectable()
export class IntegrationEventsService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly resources: ResourceRepository,
    private readonly cipher: SecretCipher,
  ) {}

  /** Newest first. @throws DomainError `not-found` for an integration that there is not. */
  async list(
    integrationId: string,
    limit: number,
    before: string | null,
  ): Promise<{ readonly items: readonly IntegrationEvent[]; readonly end: boolean }> {
    await this.assertThere(integrationId);
    const { items, end } = await this.rpc.request(ingestRpc.events, { integrationId, limit, before });
    return { items: await this.withEffects(items), end };
  }

  /** With all that was sent, in which the token of the integration is blackened. @throws DomainError `not-found`. */
  async one(integrationId: string, id: string): Promise<z.input<typeof integrationEventWithBody>> {
    const token = await this.tokenOf(integrationId);
    const { headers, contentEncoding, body, isBase64, ...event } = await this.rpc.request(ingestRpc.event, {
      integrationId,
      id,
    });
    const [shown] = await this.withEffects([event]);
    if (!shown) throw new Error(`event ${id} has no answer`);
    const readable = token === null ? body : body.replaceAll(token, '[token]');
    return { ...shown, headers, contentEncoding, body: readable, isBase64 };
  }

  async replay(integrationId: string, id: string): Promise<ReceivedEvent> {
    await this.assertThere(integrationId);
    return this.rpc.request(ingestRpc.replay, { integrationId, id });
  }

  async test(integrationId: string, status: 'trigger' | 'resolve'): Promise<ReceivedEvent> {
    await this.assertThere(integrationId);
    return this.rpc.request(ingestRpc.test, { integrationId, status });
  }

  async sample(integrationId: string): Promise<{ readonly contentType: string; readonly body: string }> {
    const { type } = await this.integration(integrationId);
    return this.rpc.request(ingestRpc.sample, { type });
  }

  async heartbeat(integrationId: string): Promise<z.output<typeof ingestRpc.heartbeat.reply>> {
    const { type } = await this.integration(integrationId);
    if (type !== 'heartbeat') throw new DomainError('conflict', 'Only an integration of type heartbeat has one.');
    return this.rpc.request(ingestRpc.heartbeat, { integrationId });
  }

  /** What an event would become, were it sent now; nothing happens. Without an integration no open incident is looked at. */
  async dryRun(request: ReadRequest): Promise<DryRun> {
    if (request.integrationId !== null) await this.assertThere(request.integrationId);
    const { alerts, ...read } = await this.rpc.request(ingestRpc.read, request);
    const foreseen =
      request.integrationId === null || alerts.length === 0
        ? []
        : (await this.rpc.request(incidentRpc.foresee, { integrationId: request.integrationId, alerts })).items;
    return {
      ...read,
      alerts: alerts.map(({ id: _id, incidentNumber: _number, ...alert }, n): ForeseenAlert => {
        const { effect, incident } = foreseen[n] ?? { effect: effectAlone(alert.status), incident: null };
        return { ...alert, effect, incident };
      }),
    };
  }

  /** The same by a draft. @throws DomainError `invalid` for a template that cannot be read. */
  async dryRunDraft({ type, mapping, ...draft }: z.output<typeof draftDryRun>): Promise<DryRun> {
    const faults = faultsOfMapping(mapping);
    if (faults.length > 0) throw invalidFields(faults);
    const stored = draft.eventId ?? draft.occurrenceId;
    const text = typeof draft.body === 'string' ? draft.body : JSON.stringify(draft.body ?? {});
    const sent = {
      bodyBase64: Buffer.from(text).toString('base64'),
      contentType: draft.contentType ?? null,
      contentEncoding: null,
    };
    return this.dryRun({
      integrationId: draft.integrationId ?? null,
      draft: { type, mapping },
      from: stored === undefined ? { sent } : { eventId: stored },
    });
  }

  /** What has not been taken yet, or changed nothing, has become null; so does all while the incident service is unavailable. */
  private async withEffects(events: readonly ReceivedEvent[]): Promise<IntegrationEvent[]> {
    const eventIds = events.flatMap(({ alerts }) => alerts.map(({ id }) => id));
    const { items } = await this.rpc
      .request(incidentRpc.ofEvents, { eventIds: eventIds.slice(0, mostAsked) })
      .catch((error: unknown) => {
        if (error instanceof DomainError && error.kind === 'unavailable') return { items: [] };
        throw error;
      });
    const became = new Map(
      items.map(({ eventId, incidentId, number, changes }) => [
        eventId,
        { incidentId, incidentNumber: number, changes },
      ]),
    );
    return events.map((event) => ({
      ...event,
      alerts: event.alerts.map((alert) => ({ ...alert, became: became.get(alert.id) ?? null })),
    }));
  }

  private async integration(id: string) {
    const found = await this.resources.find('integration', id);
    if (!found) throw new DomainError('not-found', `There is no integration ${id}.`);
    return found.document;
  }

  private async assertThere(id: string): Promise<void> {
    await this.integration(id);
  }

  private async tokenOf(id: string): Promise<string | null> {
    const { tokenSecret } = await this.integration(id);
    return readIntegrationToken(tokenSecret, this.cipher);
  }
}

const mostAsked = 5000;

const effectAlone = (status: ForeseenAlert['status']): ForeseenAlert['effect'] =>
  status === 'trigger' ? 'open' : 'nothing';
