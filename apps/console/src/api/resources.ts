import type { ConfigDocument } from '@ringdown/contracts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export type Person = ConfigDocument<'user'>;
export type Team = ConfigDocument<'team'>;
export type Contact = ConfigDocument<'contact'>;
export type Schedule = Omit<ConfigDocument<'schedule'>, 'overrides'> & { readonly calendarUrl?: string };
export type EscalationPolicy = ConfigDocument<'escalation-policy'>;
export type ProviderAccount = Omit<ConfigDocument<'provider-account'>, 'authToken' | 'signingKeys'> & {
  readonly signingKeys?: readonly { readonly id: string }[];
};
export type Integration = Omit<ConfigDocument<'integration'>, 'tokenHash' | 'tokenSecret'> & {
  /** Null where it was encrypted with another key: a new URL mends it. Not there for viewers. */
  readonly url?: string | null;
};
export type RingTarget = ConfigDocument<'line'>['primary'];
export type Message = ConfigDocument<'line'>['messages']['welcome'];
export type Audio = Omit<ConfigDocument<'audio'>, 'file'>;
export type Settings = Omit<ConfigDocument<'settings'>, 'id'>;

/** While `until` lies ahead, every ring of the line goes to this person. */
export interface TestMode {
  readonly until: string;
  readonly userId: string;
}

export type Line = ConfigDocument<'line'> & {
  readonly testMode: TestMode | null;
  readonly webhook: {
    readonly url: string;
    readonly fallbackUrl?: string;
    readonly statusUrl?: string;
    readonly method: string;
  };
};

export interface Channel extends Named {
  readonly type: string;
  readonly url?: string;
}

export interface ApiKey extends Named {
  readonly role: Role;
  readonly prefix: string;
  readonly createdAt?: string;
  /** The key itself: only in the answer that creates it. */
  readonly key?: string;
}

export type Role = Person['role'];
export type Me = Person & { readonly csrfToken: string; readonly calendarUrl?: string };

/** What a try at the other side (a provider, a channel) came to. */
export interface Trial {
  readonly ok: boolean;
  readonly detail: string;
}

export interface OnCallNow {
  readonly scheduleId: string;
  readonly scheduleName: string;
  readonly now: { readonly user: Named | null; readonly via: string | null; readonly until: string | null };
  readonly next: { readonly user: Named; readonly startsAt: string } | null;
  readonly problem?: string;
}

export interface Shift {
  readonly userId: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly via: string | null;
}

export interface Override {
  readonly id: string;
  readonly userId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
}
