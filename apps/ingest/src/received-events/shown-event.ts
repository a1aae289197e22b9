import type { ReceivedEvent } from '@ringdown/contracts';
import type { ReceivedEntry, ReceivedEventSummary } from '../intake/index.js';

export function shownEntry({
  contentEncoding: _encoding,
  headers: _headers,
  body,
  isBase64,
  ...event
}: ReceivedEntry): ReceivedEvent {
  return { ...event, size: Buffer.byteLength(body, isBase64 ? 'base64' : 'utf8') };
}

export const shownRow = (row: ReceivedEventSummary): ReceivedEvent => ({
  id: row.id,
  integrationId: row.integration_id,
  receivedAt: row.received_at.toISOString(),
  via: row.via,
  contentType: row.content_type,
  size: row.size,
  readAs: row.read_as,
  refusal: row.refusal,
  warnings: row.warnings,
  alerts: row.alerts,
});
