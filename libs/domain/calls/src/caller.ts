/** Who calls: `number` in E.164, `address` where it is no phone number (`sip:…`); both null where the number is withheld. */
export interface CallerIdentity {
  readonly number: string | null;
  readonly address: string | null;
}

/** What the carriers say of the caller's number (STIR/SHAKEN), as the provider reports it. */
export interface CallerVerification {
  readonly result: 'verified' | 'unverified' | 'failed';
  readonly attestation: 'A' | 'B' | 'C' | null;
  /** In the provider's own words. */
  readonly reported: string;
}

export interface Caller extends CallerIdentity {
  /** A saved contact's. */
  readonly name: string | null;
  readonly contactId: string | null;
  readonly verification: CallerVerification | null;
}

/** Nobody who can be told apart: the number is withheld, or there is no call yet. */
export const unknownCaller: Caller = { number: null, address: null, name: null, contactId: null, verification: null };

/** What people read of a caller. */
type Named = Pick<Caller, 'name' | 'number' | 'address'>;

/**
 * The caller as people read it, everywhere: name and, in brackets, what they call from; that alone where no contact is saved; a
 * name alone where there is no number; `unknown caller` where the number is withheld. Whether a carrier vouches for the number
 * changes nothing here: `verificationWords` says that.
 */
export const callerWords = (caller: Named): string => known(caller) ?? 'unknown caller';

/** The same where a line begins with it. Names and addresses stay as they are written. */
export const callerAtStart = (caller: Named): string => known(caller) ?? 'Unknown caller';

function known({ name, number, address }: Named): string | null {
  const from = number || address;
  return name && from ? `${name} (${from})` : name || from || null;
}

/** Parts of what is said: a telephone number is read digit by digit. */
export type Spoken = { readonly text: string } | { readonly telephone: string };

/** The caller as a responder hears it: the name alone; of an address only who it is, `alice` of `sip:alice@pbx.example.com`. */
export function callerSpoken({ name, number, address }: Named): Spoken {
  if (name) return { text: name };
  if (number) return { telephone: number };
  const user = address?.replace(/^(?:sips?|tel|client):/i, '').split(/[@;]/)[0];
  if (!user) return { text: 'an unknown caller' };
  return /^\d+$/.test(user) ? { telephone: user } : { text: user };
}

const verificationSentences: Readonly<Record<CallerVerification['result'], string>> = {
  verified: 'The carriers signed the call',
  unverified: "No carrier vouches for the caller's number",
  failed: "The caller's number failed verification by the carriers: it may be forged",
};

/** What the carriers say of the number, with their own word for whoever has to look it up. */
export function verificationWords({ result, attestation, reported }: CallerVerification): string {
  const level = attestation === null || reported.endsWith(attestation) ? '' : `, attestation ${attestation}`;
  return `${verificationSentences[result]} (STIR/SHAKEN ${reported}${level})`;
}
