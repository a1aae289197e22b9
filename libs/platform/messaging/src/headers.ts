import type { Envelope } from '@ringdown/contracts';
import { headers, type MsgHdrs } from '@nats-io/transport-node';

/** CloudEvents 1.0, NATS protocol binding, binary mode: attributes as `ce-` headers. */
export function toHeaders(envelope: Envelope, subject: string, source: string): MsgHdrs {
  const h = headers();
  h.set('ce-specversion', '1.0');
  h.set('ce-id', envelope.id);
  h.set('ce-type', subject);
  h.set('ce-source', `/ringdown/${source}`);
  h.set('ce-time', envelope.occurredAt);
  h.set('ce-sequence', String(envelope.sequence));
  h.set('ce-correlationid', envelope.correlationId);
  h.set('content-type', 'application/json');
  return h;
}

export const fromHeaders = (h: MsgHdrs | undefined): Envelope => ({
  id: h?.get('ce-id') ?? '',
  occurredAt: h?.get('ce-time') ?? '',
  sequence: Number(h?.get('ce-sequence') ?? 0),
  correlationId: h?.get('ce-correlationid') ?? '',
});
