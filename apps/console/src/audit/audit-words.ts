import type { AuditEntry } from '../api/resources.js';

/** "changed, with a new password", "sign-in failed, 5 times": what was done, with its count where many are one entry. */
export function actionWords({ action, after }: Pick<AuditEntry, 'action' | 'after'>): string {
  const tries = typeof after === 'object' && after !== null && 'tries' in after ? Number(after.tries) : 1;
  return tries > 1 ? `${action}, ${tries} times` : action;
}

/** "user Priya S." */
export const resourceWords = ({ kind, name }: AuditEntry['what']): string => `${kind.replaceAll('-', ' ')} ${name}`;
