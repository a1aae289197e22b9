import { createVerify } from 'node:crypto';
import type { Members } from '../words.js';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */
const signedFields = {
  notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  confirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;

/** What Amazon signs of a message: each of the fields that it has, its name and its value, a line each. */
export function canonicalText(message: Members): string {
  const fields = signedFields[message.Type === 'Notification' ? 'notification' : 'confirmation'];
  return fields
    .map((name) => [name, message[name]] as const)
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => `${name}\n${String(value)}\n`)
    .join('');
}

const digests: Readonly<Record<string, string>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

/** Null for a version of signatures that is not known here. */
export const digestOf = (message: Members): string | null =>
  digests[typeof message.SignatureVersion === 'string' ? message.SignatureVersion : ''] ?? null;

/** `certificate` in PEM. One that cannot sign so signed nothing. */
export function isSignedBy(message: Members, digest: string, certificate: string): boolean {
  try {
    const verify = createVerify(digest).update(canonicalText(message), 'utf8');
    return verify.verify(certificate, String(message.Signature), 'base64');
  } catch {
    return false;
  }
}
