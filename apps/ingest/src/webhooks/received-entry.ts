import type { ReceivedEvent } from '@ringdown/contracts';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import type { SentBody, SentBytes } from '../bytes/index.js';
import { ReceivedBody, type ReceivedEntry } from '../intake/index.js';
import { type MonitorEvent, type SentHeaders, toStorableText } from '../senders/index.js';

/** What came from a monitor, on whatever way. */
export interface ReceivedRequest extends SentBytes {
  readonly via: ReceivedEvent['via'];
  readonly headers: SentHeaders;
  /** What its sender signed the bytes with; it is not kept. */
  readonly signature?: string | undefined;
  readonly correlationId: string | undefined;
  /** What the bytes say, where that was read already. */
  readonly sent?: SentBody;
}

/** What became of it at the door. */
interface Outcome {
  readonly readAs: string | null;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly events: readonly MonitorEvent[];
  /** The ids of the events, in their order. */
  readonly accepted: readonly OutboxEvent[];
}

export const refusedFor = (refusal: string): Outcome => ({
  readAs: null,
  refusal,
  warnings: [],
  events: [],
  accepted: [],
});

/** Also of a key: Opsgenie takes aliases as long as this. */
const longestTitle = 512;

/** As it is kept to be looked at. */
export function receivedEntry(
  { id, integrationId, at }: { readonly id: string; readonly integrationId: string; readonly at: Date },
  { via, headers, contentType, contentEncoding, bytes = Buffer.alloc(0) }: ReceivedRequest,
  { readAs, refusal, warnings, events, accepted }: Outcome,
): ReceivedEntry {
  return {
    id,
    integrationId,
    receivedAt: at.toISOString(),
    via,
    contentType: headerText(contentType),
    contentEncoding: headerText(contentEncoding),
    headers,
    body: new ReceivedBody(bytes),
    size: bytes.length,
    readAs,
    refusal,
    warnings: [...warnings],
    alerts: events.map(({ title, key, status, severity, priority, warnings: own }, n) => ({
      id: accepted[n]?.id ?? id,
      title: toStorableText(title.slice(0, longestTitle)),
      key: key && toStorableText(key.slice(0, longestTitle)),
      status,
      severity,
      priority,
      warnings: [...own],
    })),
  };
}

const headerText = (value: string | undefined): string | null => (value ? toStorableText(value.slice(0, 200)) : null);

const mostHeaders = 20;
const ofTheWay = /^x-(forwarded|real|correlation|request)/;
const secret = /signature|token|key|secret|auth|cookie/;

/** Those that say what was sent; none that the way added, and none that lets somebody in. */
export function shownHeaders(headers: Readonly<Record<string, unknown>>): SentHeaders {
  const shown: Record<string, string> = {};
  let count = 0;
  for (const name in headers) {
    const isShown = name === 'user-agent' || name.startsWith('x-') || name.startsWith('sentry-hook-');
    const value = isShown && !ofTheWay.test(name) && !secret.test(name) ? headers[name] : undefined;
    if (typeof value !== 'string' || count === mostHeaders) continue;
    shown[name] = toStorableText(value.slice(0, longestTitle)).replaceAll('\0', '\ufffd');
    count++;
  }
  return shown;
}
