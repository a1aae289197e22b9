import type { Call } from '@ringdown/contracts';

/** Who called, in one line: name and number, the number or address alone, or that it was withheld. */
export function callerWords({ name, number, address }: Pick<Call['caller'], 'name' | 'number' | 'address'>): string {
  if (number === null) return name ?? address ?? 'Unknown caller';
  return name === null ? number : `${name} (${number})`;
}

type Verification = NonNullable<Call['caller']['verification']>;

const results: Record<Verification['result'], string> = {
  verified: 'Signed by the carriers',
  unverified: 'No carrier vouches for the number',
  failed: 'Failed verification by the carriers: the number may be forged',
};

/** What the carriers say of the caller's number, with their own word for whoever has to look it up. */
export const verificationWords = ({ result, attestation, reported }: Verification): string =>
  `${results[result]} (STIR/SHAKEN ${reported}${attestation === null ? '' : `, attestation ${attestation}`})`;
