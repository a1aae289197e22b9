import type { ReceivedEvent } from '@ringdown/contracts';
import type { OutboxEvent } from '@ringdown/platform-messaging';

/** What was received, as it waits to be written: a row of `received_event`, its body as text wherever it is one. */
export interface ReceivedEntry extends Omit<ReceivedEvent, 'size'> {
  readonly contentEncoding: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64 where `isBase64`. */
  readonly body: string;
  readonly isBase64: boolean;
}

/** What the intake makes durable: what takes effect, and what it came from. */
export type IntakeEntry = OutboxEvent | ReceivedEntry;

export const isReceived = (entry: IntakeEntry): entry is ReceivedEntry => 'via' in entry;

/**
 * To be put in front of the insertion into the outbox; its parameter is the fifth. Bytes travel as text where they are one, which is
 * half as long as any other way.
 */
export const receivedInsert = `insert into received_event
    (id, integration_id, received_at, via, content_type, content_encoding, headers, body, read_as, refusal, warnings, alerts)
  select id, "integrationId", "receivedAt", via, "contentType", "contentEncoding", headers,
    case when "isBase64" then decode(body, 'base64') else convert_to(body, 'UTF8') end, "readAs", refusal, warnings, alerts
  from json_to_recordset($5) as r(id text, "integrationId" text, "receivedAt" timestamptz, via text, "contentType" text,
    "contentEncoding" text, headers json, body text, "isBase64" boolean, "readAs" text, refusal text, warnings text[], alerts json)
  on conflict (id) do nothing`;
