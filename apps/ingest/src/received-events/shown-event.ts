import type { ReceivedEvent } from '@ringdown/contracts';
import type { ReceivedEntry, ReceivedEventSummary } from '../intake/index.js';

/** Without what only the table needs. */
export function shownEntry(entry: ReceivedEntry): ReceivedEvent {
  const { contentEncoding: _encoding, headers: _headers, body: _body, ...event } = entry;
  return event;
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
