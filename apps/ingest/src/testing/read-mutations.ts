import type { IntegrationType } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { readBody } from '../bytes/index.js';
import { type Expected, type ReadEvents, readSent } from '../senders/index.js';
import { acceptedAlerts } from '../webhooks/accepted-alerts.js';
import { assertStorable } from './fuzzed-reading.js';
import { mutatedBodies } from './mutated-bodies.js';

const receipt = {
  id: 'evt_1',
  integrationId: 'int_1',
  at: new Date('2026-01-05T09:00:00.000Z'),
  correlationId: undefined,
};
const resources = ['event_alert', 'issue', 'metric_alert', 'comment', ''];

export interface Counted {
  opened: number;
  refused: number;
  nothing: number;
}

/**
 * Reads mutated bodies of a sender at its own address and at `push-events`. @throws where one is neither read nor refused with a
 * sentence, or opens what says nothing.
 */
export async function readMutations(
  type: IntegrationType,
  bodies: readonly object[],
  seed: number,
  count: number,
): Promise<Counted> {
  const counted: Counted = { opened: 0, refused: 0, nothing: 0 };
  const texts = mutatedBodies(bodies, seed);
  for (let n = 0; n < count; n++) {
    const text = texts.next().value as string;
    const headers =
      type === 'sentry' && n % 2 === 0 ? { 'sentry-hook-resource': resources[n % resources.length] ?? '' } : {};
    for (const expected of [type, null]) counted[await readOne(text, { type: expected, headers })]++;
  }
  return counted;
}

async function readOne(text: string, expected: Expected): Promise<keyof Counted> {
  try {
    const body = await readBody({
      bytes: Buffer.from(text),
      contentType: 'application/json',
      contentEncoding: undefined,
    });
    const read = readSent(body, expected);
    assertStorable(acceptedAlerts(read.events, { ...receipt, chars: body.chars }));
    assertSaysSomething(read, expected);
    return read.events.length > 0 ? 'opened' : 'nothing';
  } catch (error) {
    if (error instanceof DomainError && ['invalid', 'too-large'].includes(error.kind) && error.message.length > 20)
      return 'refused';
    throw new Error(`at ${expected.type ?? 'push-events'}: ${text.slice(0, 2000)}`, { cause: error });
  }
}

/** At `push-events` what is nobody’s may be without a title. */
function assertSaysSomething({ events, warnings, readAs }: ReadEvents, { type }: Expected): void {
  if (events.length === 0 && warnings.length === 0) throw new Error('nobody is told that nothing came of it');
  if (readAs === 'webhook' && type === null) return;
  for (const { title, key, status } of events) {
    const isBlank = title.trim() === '' && (status === 'trigger' || (key ?? '').trim() === '');
    if (isBlank) throw new Error('an event says nothing');
  }
}
