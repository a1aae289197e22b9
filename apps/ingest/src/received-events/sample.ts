import { senders } from '../senders/index.js';
import type { IntegrationDocument } from '../webhooks/index.js';

interface Sample {
  readonly contentType: string;
  readonly body: string;
}

const title = 'Test of Ringdown: nothing is wrong';

/** What the monitor of an integration sends when an alert begins or is over: always the same alert, so that one ends the other. */
export function sampleOf({ type }: Pick<IntegrationDocument, 'type'>, status: 'trigger' | 'resolve'): Sample {
  const sender = senders.find((one) => one.type === type);
  const body = sender?.sample(status) ?? {
    title,
    body: 'Sent by the test of an integration',
    severity: 'sev3',
    status,
  };
  return { contentType: 'application/json', body: JSON.stringify(body, null, 2) };
}
