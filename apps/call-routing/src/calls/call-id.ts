import { createHash } from 'node:crypto';
import { idPrefixes } from '@ringdown/kernel';

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** The id of a provider's call, the same for every instance that is asked about it, also when none can ask the others. */
export function callIdOf(provider: string, providerCallId: string): string {
  const digest = createHash('sha256').update(`${provider}:${providerCallId}`).digest();
  const letters = [...digest.subarray(0, 26)].map((byte) => crockford[byte % 32]);
  return `${idPrefixes.call}_${letters.join('')}`;
}
