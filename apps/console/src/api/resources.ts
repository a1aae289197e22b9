import type {
  apiKey,
  auditEntry,
  createdApiKey,
  me,
  onCallOverview,
  organisationSettings,
  page,
  readinessAnswer,
  shiftsAnswer,
  shownAbsence,
  shownConfiguration,
  shownOverride,
  trial,
} from '@ringdown/contracts';
import type { z } from 'zod';

/** What the API answers, by the contracts. Only types: at run time the console takes the API's word for it. */
type Shown<Kind extends keyof typeof shownConfiguration> = z.infer<(typeof shownConfiguration)[Kind]>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type Page<Item> = z.infer<ReturnType<typeof page<z.ZodType<Item>>>>;

export type Person = Shown<'user'>;
export type Team = Shown<'team'>;
export type Contact = Shown<'contact'>;
export type Schedule = Shown<'schedule'>;
export type EscalationPolicy = Shown<'escalation-policy'>;
export type AlertRule = Shown<'alert-rule'>;
export type ProviderAccount = Shown<'provider-account'>;
export type Integration = Shown<'integration'>;
export type Line = Shown<'line'>;
export type Channel = Shown<'channel'>;
export type Audio = Shown<'audio'>;

export type Role = Person['role'];
export type RingTarget = Line['primary'];
export type Message = Line['messages']['welcome'];
/** While `until` lies ahead, every ring of the line goes to this person. */
export type TestMode = NonNullable<Line['testMode']>;

export type Me = z.infer<typeof me>;
export type Settings = z.infer<typeof organisationSettings>;
/** With the key itself only in the answer that creates it. */
export type ApiKey = z.infer<typeof apiKey> & Partial<Pick<z.infer<typeof createdApiKey>, 'key'>>;
export type AuditEntry = z.infer<typeof auditEntry>;
export type Readiness = z.infer<typeof readinessAnswer>;
/** What a try at the other side (a provider, a channel) came to. */
export type Trial = z.infer<typeof trial>;

export type OnCallNow = z.infer<typeof onCallOverview>['items'][number];
export type Shift = z.infer<typeof shiftsAnswer>['items'][number];
export type Absence = z.infer<typeof shownAbsence>;
export type Override = z.infer<typeof shownOverride>;
