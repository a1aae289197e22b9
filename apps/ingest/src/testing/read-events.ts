import type { IntegrationType } from '@ringdown/contracts';
import { carriedText } from '@ringdown/kernel';
import { incidentLinks } from '@ringdown/domain-incidents';
import { readSent, type SentHeaders } from '../senders/index.js';

/** Reads a body as at `push-events`, or at the address of `type`. */
export function readEvents(sent: string | object, type: IntegrationType | null = null, headers: SentHeaders = {}) {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
  const value = JSON.parse(text) as Record<string, unknown>;
  const json = { kind: 'json', json: { text, value }, warnings: [], chars: text.length } as const;
  const read = readSent(json, { type, headers });
  return { ...read, events: read.events.map((event) => ({ ...event, body: carriedText(event.body) })) };
}

/** The only event of a body. */
export function readOnly(...sent: Parameters<typeof readEvents>) {
  const { events } = readEvents(...sent);
  expect(events).toHaveLength(1);
  return events[0];
}

/** The addresses of all pages that an incident of this body will show. */
export const shownLinks = (...sent: Parameters<typeof readEvents>): string[] =>
  readEvents(...sent).events.flatMap(({ body, links = [] }) => [
    ...incidentLinks(body).map(({ href }) => href),
    ...links.map(({ href }) => href),
  ]);
