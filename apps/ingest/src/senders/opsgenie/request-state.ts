import type { ReadAlert } from '@ringdown/contracts';
import type { SentHeaders } from '../monitor-event.js';
import { idOfKey, requestIn } from './alert-request.js';

/** A request as it was kept. */
interface KeptRequest {
  readonly integration_id: string;
  readonly received_at: Date;
  readonly headers: SentHeaders;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly alerts: readonly Pick<ReadAlert, 'key'>[];
}

const done: Readonly<Record<string, string>> = {
  Create: 'Created alert',
  Close: 'Closed alert',
  Acknowledge: 'Acknowledged alert',
  AddNote: 'Added note to alert',
};

/**
 * What became of a request (https://docs.opsgenie.com/docs/alert-api#get-request-status); null for what came on another way. Here
 * it says what was accepted: whether an incident was open that it closed is known to the incidents alone.
 */
export function requestState({ integration_id, received_at, headers, refusal, warnings, alerts }: KeptRequest) {
  const request = requestIn(headers);
  if (!request || !('action' in request)) return null;
  const isSuccess = refusal === null && alerts.length > 0;
  const key = alerts[0]?.key ?? null;
  return {
    success: isSuccess,
    action: request.action,
    processedAt: received_at.toISOString(),
    integrationId: integration_id,
    isSuccess,
    status: isSuccess ? (done[request.action] ?? request.action) : (refusal ?? warnings.join(' ')),
    alertId: key === null ? '' : idOfKey(key),
    alias: key ?? '',
  };
}
