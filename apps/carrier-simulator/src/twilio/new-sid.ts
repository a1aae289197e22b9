import { randomBytes } from 'node:crypto';

/** A Twilio identifier: two letters that say what it names, and 32 hex digits. */
export function newSid(prefix: 'CA' | 'RE' | 'PN' | 'SM' | 'TR'): string {
  return prefix + randomBytes(16).toString('hex');
}
