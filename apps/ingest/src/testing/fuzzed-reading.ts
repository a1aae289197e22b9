import { DomainError } from '@ringdown/kernel';
import type { OutboxEvent } from '@ringdown/platform-messaging';
import { type ReadEvents, readSent } from '../senders/index.js';
import { acceptedAlerts } from '../webhooks/accepted-alerts.js';
import { readBody, type SentBody, type SentBytes } from '../bytes/index.js';

const push = {
  id: 'evt_1',
  integrationId: 'int_1',
  at: new Date('2026-01-05T09:00:00.000Z'),
  correlationId: undefined,
};

/** What is stored of a body; null where it is refused. @throws whatever is no refusal with a sentence: a 5xx. */
export async function writtenDown(
  sent: SentBytes,
  read: (body: SentBody) => ReadEvents = readSent,
): Promise<readonly OutboxEvent[] | null> {
  try {
    const body = await readBody(sent);
    return acceptedAlerts(read(body).events, { ...push, chars: body.chars });
  } catch (error) {
    if (error instanceof DomainError && ['invalid', 'too-large'].includes(error.kind) && error.message.length > 20)
      return null;
    throw error;
  }
}

const notText = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)/i;

/** @throws where Postgres or NATS could not take it. */
export function assertStorable(events: readonly OutboxEvent[]): void {
  for (const { data } of events) {
    const { bodyJson = 'null' } = data as { bodyJson?: string };
    const json = JSON.stringify(data);
    if (notText.test(json) || notText.test(bodyJson)) throw new Error(`no text: ${json}`);
    JSON.parse(bodyJson);
    if (Buffer.byteLength(json) > 1_000_000) throw new Error('too long for NATS');
  }
}

/** A body that nothing happened to; two of them differ only in their `n`. */
export const validBody = (n: number): SentBytes => ({
  bytes: Buffer.from(`{"title":"valid ${n}","body":{"n":${n},"id":2868860079149422351}}`),
  contentType: 'application/json',
  contentEncoding: undefined,
});

/** How many bodies the long test sends. */
export const fuzzedBodies = Number(process.env.FUZZ_BODIES ?? 1_000_000);
