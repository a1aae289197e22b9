import { randomBytes } from 'node:crypto';
import type { Clock } from '@ringdown/kernel';
import { Webhook } from 'standardwebhooks';
import { type DeliveryAnswer, toDeliveryAnswer } from '../chat-channel.js';
import type { OutboundAnswer, OutboundHttp } from '../outbound-http.js';

/** What is told to programs. */
export interface WebhookEvent {
  /** The same at each try, without a dot (the signature is over `id.timestamp.body`): who gets an event twice knows it by this. */
  readonly id: string;
  /** `call.completed` and the like. */
  readonly type: string;
  /** When it happened: RFC 3339. */
  readonly timestamp: string;
  /** JSON text, sent as it is written: no number of it changes. */
  readonly dataJson: string;
}

export interface WebhookReceiver {
  readonly url: string;
  /** `whsec_…`, the newest first: each signs. */
  readonly secrets: readonly string[];
  /** `spike`: the data alone, without type and timestamp around it. */
  readonly format: 'standard' | 'spike';
}

/** `whsec_` and 32 random bytes, as Standard Webhooks writes a symmetric secret (24 to 64 bytes). */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * An outbound webhook by Standard Webhooks 1.0.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): every try is signed with its own time,
 * under the same id.
 */
export class StandardWebhook {
  constructor(
    private readonly receiver: WebhookReceiver,
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
  ) {}

  /** One try. Never throws for what the other side or the network does. */
  async deliver(event: WebhookEvent): Promise<DeliveryAnswer> {
    const { url, format } = this.receiver;
    const body = format === 'spike' ? event.dataJson : enveloped(event);
    const headers = this.headersOf(event.id, body);
    if (!headers) return { type: 'failed-for-good', reason: noSecret };
    return webhookAnswer(await this.http.postJson(url, body, headers));
  }

  /** Null where nothing can be signed: an unsigned event would be refused by every receiver that verifies. */
  private headersOf(id: string, body: string): Record<string, string> | null {
    const now = this.clock.now();
    const signatures = this.receiver.secrets.flatMap((secret) => signatureOf(secret, id, now, body));
    if (signatures.length === 0) return null;
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
  }
}

const noSecret =
  'The channel has no valid secret to sign with. Rotate its secret and enter the new one at the receiver.';

const enveloped = ({ type, timestamp, dataJson }: WebhookEvent): string =>
  `{"type":${JSON.stringify(type)},"timestamp":${JSON.stringify(timestamp)},"data":${dataJson}}`;

/** `v1,<base64>`; none by what is no secret. */
function signatureOf(secret: string, id: string, at: Date, body: string): string[] {
  try {
    return [new Webhook(secret).sign(id, at, body)];
  } catch {
    return [];
  }
}

const gone = 410;

/**
 * What a receiver's answer means. Standard Webhooks: everything but 2xx is tried again, since a receiver that is just being deployed
 * answers 404 or 401 too; 410 says that nobody is there any more. A redirect is not followed, and would be the same the next time.
 */
export function webhookAnswer(answer: OutboundAnswer): DeliveryAnswer {
  const verdict = toDeliveryAnswer(answer, 'The receiver');
  if (verdict.type !== 'failed-for-good' || answer.type !== 'answered') return verdict;
  const { status, retryAfterMs } = answer;
  const { reason } = verdict;
  if (status === gone) return { ...verdict, isGone: true };
  if (status >= 300 && status < 400)
    return { ...verdict, reason: `${reason}. Redirects are not followed: enter the URL that this one leads to.` };
  return { type: 'retry', reason, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) };
}
