import { isUtf8 } from 'node:buffer';
import type { ReceivedEvent } from '@ringdown/contracts';
import type { OutboxEvent } from '@ringdown/platform-messaging';

type JournaledBody = { readonly text: string } | { readonly base64: string };

/** The bytes of a body; in the journal, which is JSON, as text where they are one. */
export class ReceivedBody {
  constructor(readonly bytes: Buffer) {}

  toJSON(): JournaledBody {
    return isUtf8(this.bytes) ? { text: this.bytes.toString('utf8') } : { base64: this.bytes.toString('base64') };
  }
}

function bytesOf(body: ReceivedBody | JournaledBody): Buffer {
  if (body instanceof ReceivedBody) return body.bytes;
  return 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
}

/** What was received, as it waits to be written: a row of `received_event`. */
export interface ReceivedEntry extends ReceivedEvent {
  readonly contentEncoding: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReceivedBody | JournaledBody;
}

/** What the intake makes durable: what takes effect, and what it came from. */
export type IntakeEntry = OutboxEvent | ReceivedEntry;

export const isReceived = (entry: IntakeEntry): entry is ReceivedEntry => 'via' in entry;

/**
 * To be put in front of the insertion into the outbox; its parameters are the fifth and the sixth. The bodies travel as they are, one
 * behind the other: nothing has to be escaped, and nothing parsed.
 */
export const receivedInsert = `insert into received_event
    (id, integration_id, received_at, via, content_type, content_encoding, headers, body, read_as, refusal, warnings, alerts)
  select id, "integrationId", "receivedAt", via, "contentType", "contentEncoding", headers, substr($6::bytea, begin, size),
    "readAs", refusal, warnings, alerts
  from json_to_recordset($5) as r(id text, "integrationId" text, "receivedAt" timestamptz, via text, "contentType" text,
    "contentEncoding" text, headers json, begin integer, size integer, "readAs" text, refusal text, warnings text[], alerts json)
  on conflict (id) do nothing`;

export function receivedInsertValues(entries: readonly ReceivedEntry[]): unknown[] {
  const bodies = entries.map(({ body }) => bytesOf(body));
  // SQL counts from 1
  let begin = 1;
  const rows = entries.map(({ body: _body, ...entry }, n) => {
    const size = bodies[n]?.length ?? 0;
    const row = { ...entry, begin, size };
    begin += size;
    return row;
  });
  return [JSON.stringify(rows), Buffer.concat(bodies)];
}
