import { parse as parseForm } from 'node:querystring';
import { DomainError } from '@ringdown/kernel';
import { counter } from '@ringdown/platform-telemetry';
import type { Fields, IncomingCall } from '@ringdown/telephony';
import type { FastifyRequest } from 'fastify';
import type { CallAddress } from '../calls/run-call.js';
import { toldBy } from '../calls/told-by-provider.js';
import type { Providers, ReachedProvider } from './providers.js';

const refused = counter('voice_requests_refused_total', "Requests at the voice door that were not the provider's", [
  'reason',
]);

export interface VerifiedRequest extends ReachedProvider {
  readonly fields: Fields;
  /** The call that the URL names, on the line that it names. */
  readonly address: CallAddress;
}

const formOf = (request: FastifyRequest): Fields =>
  parseForm(typeof request.body === 'string' ? request.body : '') as Fields;

/**
 * What is said in a request, whoever sent it: by POST in the form, by GET in the query. What a form says is not said by the query,
 * which may be the number's own: `?tenant=1`.
 */
export const fieldsOf = (request: FastifyRequest): Fields =>
  request.method === 'GET' ? queryOf(request.raw.url ?? '') : formOf(request);

/** Only for the case that the call has to be rebuilt: what cannot be read here is no reason to refuse the request. */
function incomingIn(provider: ReachedProvider['provider'], fields: Fields): IncomingCall | null {
  try {
    return provider.readIncoming(fields);
  } catch {
    return null;
  }
}

/**
 * Lets only the provider in: the signature over the URL as the provider knows it (VOICE_URL or PUBLIC_URL and the raw
 * request target; forwarded headers are not trusted) and the form as sent. By GET all fields are in the URL, which is signed.
 * @throws DomainError `not-found` for an unknown line, `forbidden` for anything not signed with its account's token.
 */
export function verified(request: FastifyRequest, providers: Providers, voiceUrl: string): VerifiedRequest {
  const { provider, lineId, callId = '' } = request.params as { provider: string; lineId: string; callId?: string };
  const reached = providers.forLine(lineId);
  if (!reached || reached.provider.name !== provider) {
    refused.inc({ reason: 'unknown_line' });
    throw new DomainError(
      'not-found',
      "There is no such line. Paste the webhook URL that the line shows into the provider's console.",
    );
  }
  const target = request.raw.url ?? '';
  const form = formOf(request);
  const { method, headers } = request;
  const signed = { url: `${voiceUrl}${target}`, method, headers, fields: form };
  if (!reached.provider.isSigned(signed, reached.account)) {
    refused.inc({ reason: 'signature' });
    throw new DomainError(
      'forbidden',
      "The signature does not match. Check PUBLIC_URL (or VOICE_URL) and the account's auth token.",
    );
  }
  const fields = fieldsOf(request);
  const incoming = incomingIn(reached.provider, fields);
  const told = toldBy({ provider: reached.provider.name, lineId, url: target }, incoming);
  return { ...reached, fields, address: { callId, lineId, told } };
}

const queryOf = (target: string): Fields =>
  parseForm(target.includes('?') ? target.slice(target.indexOf('?') + 1) : '') as Fields;
