import type { CallDetails, Place } from '@ringdown/domain-calls';
import { ringAskedAt } from '../voice/lost-dial-report.js';
import type { IncomingCall } from '@ringdown/telephony';

/** What a provider's request tells of its call besides the id, should the call have to be rebuilt from it. */
export interface ToldByProvider {
  readonly provider: CallDetails['provider'];
  readonly lineId: string;
  readonly place: Place;
  /** Null where the request is about a responder's leg, whose id and number are not the caller's. */
  readonly caller: IncomingCall | null;
}

/** `url` is the address that was asked, such as `/voice/twilio/line_1/calls/call_1/attempts/2/dial`. */
export function toldBy(
  { provider, lineId, url }: { provider: CallDetails['provider']; lineId: string; url: string },
  incoming: ToldByProvider['caller'],
): ToldByProvider {
  const [, path = ''] = /\/calls\/[^/]+\/([^?]*?)\/?(?:\?|$)/.exec(url) ?? [];
  const [, attempt = ringAskedAt(url)?.attempt] = /^attempts\/(\d{1,2})\//.exec(path) ?? [];
  const isCallersLeg = /^(proceed|message|attempts\/\d+\/dial)$/.test(path);
  return { provider, lineId, place: placeOf(path, Number(attempt)), caller: isCallersLeg ? incoming : null };
}

function placeOf(path: string, attempt: number): Place {
  if (attempt > 0) return { kind: 'attempt', attempt };
  return path === 'message' ? { kind: 'message' } : { kind: 'greeting' };
}
