import type { roles } from '@ringdown/contracts';

export type Role = (typeof roles)[number];

/** Who asks: a person with a session, a program with an API key, or Ringdown itself at its start. */
export interface Actor {
  readonly type: 'user' | 'api-key' | 'system';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Who changes something, and from where. */
export interface Doer {
  readonly actor: Actor;
  readonly ip: string | null;
}

/** Who did not prove who they are; only the audit log tells of them. */
export const notSignedIn = { type: 'anonymous', id: 'anonymous', name: 'Not signed in', role: null } as const;

export const ringdownItself: Doer = {
  actor: { type: 'system', id: 'system', name: 'Ringdown', role: 'admin' },
  ip: null,
};
