import { randomBytes } from 'node:crypto';

const places: readonly (readonly [prefix: string, city: string, state: string, zip: string, country: string])[] = [
  ['+1415', 'SAN FRANCISCO', 'CA', '94103', 'US'],
  ['+1212', 'NEW YORK', 'NY', '10001', 'US'],
  ['+1224', '', 'IL', '', 'US'],
  ['+1', '', '', '', 'US'],
  ['+44', '', '', '', 'GB'],
  ['+49', '', '', '', 'DE'],
  ['+91', '', '', '', 'IN'],
];

/** Where a number seems to be from: always present, often empty, as on the wire. */
export function placeOf(party: string, number: string): Record<string, string> {
  const [, city = '', state = '', zip = '', country = ''] = places.find(([prefix]) => number.startsWith(prefix)) ?? [];
  return { [`${party}City`]: city, [`${party}State`]: state, [`${party}Zip`]: zip, [`${party}Country`]: country };
}

interface LegIdentity {
  readonly accountSid: string;
  readonly callSid: string;
  readonly parentCallSid?: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound-dial' | 'outbound-api';
  readonly callStatus: string;
}

/** The fields that every request about a call carries. */
export function standardParams(leg: LegIdentity): Record<string, string> {
  const { from, to } = leg;
  const params: Record<string, string> = {
    AccountSid: leg.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: leg.callSid,
    CallStatus: leg.callStatus,
    Direction: leg.direction,
    From: from,
    Caller: from,
    To: to,
    Called: to,
    ...placeOf('From', from),
    ...placeOf('Caller', from),
    ...placeOf('To', to),
    ...placeOf('Called', to),
  };
  if (leg.parentCallSid) params['ParentCallSid'] = leg.parentCallSid;
  else if (leg.direction === 'inbound' && /^\+\d+$/.test(from)) params['StirVerstat'] = 'TN-Validation-Passed-A';
  return params;
}

/** A Twilio identifier: two letters that say what it names, and 32 hex digits. */
export function newSid(prefix: 'CA' | 'RE' | 'PN' | 'SM' | 'TR'): string {
  return prefix + randomBytes(16).toString('hex');
}

/** `Fri, 20 Nov 2026 10:00:05 +0000`, the manner of Twilio's timestamps. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace(/GMT$/, '+0000');
}
