import type { Call } from '../../calls/call.js';
import type { DialLeg } from '../../calls/dial-leg.js';
import type { Account } from '../accounts.js';

const dateOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toUTCString().replace('GMT', '+0000');

interface LegFields {
  readonly sid: string;
  readonly parentSid: string | null;
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly direction: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly seconds: number;
}

/** A call as the REST API shows it. Times are RFC 2822, the duration is a string of seconds, or null while it lasts. */
function resource({ accountSid }: Account, leg: LegFields): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}`;
  const ended = leg.endedAtMs !== undefined;
  return {
    sid: leg.sid,
    account_sid: accountSid,
    parent_call_sid: leg.parentSid,
    from: leg.from,
    from_formatted: leg.from,
    to: leg.to,
    to_formatted: leg.to,
    status: leg.status,
    direction: leg.direction,
    api_version: '2010-04-01',
    answered_by: null,
    caller_name: null,
    forwarded_from: null,
    price: null,
    price_unit: 'USD',
    date_created: dateOf(leg.startedAtMs),
    date_updated: dateOf(leg.endedAtMs ?? leg.startedAtMs),
    start_time: dateOf(leg.startedAtMs),
    end_time: dateOf(leg.endedAtMs),
    duration: ended ? String(leg.seconds) : null,
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json` },
  };
}

export function callResource(account: Account, call: Call): object {
  const { order, callSid, startedAtMs } = call.record;
  const { status, seconds, endedAtMs } = call;
  return resource(account, {
    sid: callSid,
    parentSid: null,
    from: order.from,
    to: order.to,
    status,
    direction: call.direction === 'incoming' ? 'inbound' : 'outbound-api',
    startedAtMs,
    endedAtMs,
    seconds,
  });
}

export function legResource(account: Account, call: Call, leg: DialLeg): object {
  return resource(account, {
    sid: leg.sid,
    parentSid: call.record.callSid,
    from: leg.from,
    to: leg.phone.number,
    status: leg.status,
    direction: 'outbound-dial',
    startedAtMs: leg.startedAtMs,
    endedAtMs: leg.endedAtMs,
    seconds: leg.seconds,
  });
}
