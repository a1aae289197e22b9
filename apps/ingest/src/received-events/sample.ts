import { emailSample, heartbeatSample, senders } from '../senders/index.js';
import type { IntegrationDocument } from '../webhooks/index.js';

interface Sample {
  readonly contentType: string;
  readonly body: string;
}

const title = 'Test of Ringdown: nothing is wrong';

/** What the monitor of an integration sends when an alert begins or is over: always the same alert, so that one ends the other. */
export function sampleOf(
  integration: Pick<IntegrationDocument, 'type'> & Partial<Pick<IntegrationDocument, 'name' | 'subjectWords'>>,
  status: 'trigger' | 'resolve',
): Sample {
  return { contentType: 'application/json', body: JSON.stringify(bodyOf(integration, status), null, 2) };
}

function bodyOf(
  { type, name = 'Nightly backup', subjectWords = null }: Parameters<typeof sampleOf>[0],
  status: 'trigger' | 'resolve',
): object {
  if (type === 'heartbeat') return heartbeatSample(name, status);
  if (type === 'email') return emailSample(status, title, subjectWords);
  const sender = senders.find((one) => one.type === type);
  return sender?.sample(status) ?? { title, body: 'Sent by the test of an integration', severity: 'sev3', status };
}
