export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly type: string; readonly name: string };
  readonly ip: string | null;
  readonly action: string;
  readonly what: { readonly kind: string; readonly id: string; readonly name: string };
  readonly after: unknown;
}

/** "changed, with a new password", "sign-in failed, 5 times": what was done, with its count where many are one entry. */
export function deedWords({ action, after }: Pick<AuditEntry, 'action' | 'after'>): string {
  const tries = typeof after === 'object' && after !== null && 'tries' in after ? Number(after.tries) : 1;
  return tries > 1 ? `${action}, ${tries} times` : action;
}

/** "user Priya S." */
export const thingWords = ({ kind, name }: AuditEntry['what']): string => `${kind.replaceAll('-', ' ')} ${name}`;
