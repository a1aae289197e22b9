import { z } from 'zod';
import { alertRuleDocument, ruleThen } from '../config/alert-rule.js';
import { incidentSources } from '../events/events.js';
import { numberRanges } from '../number-ranges.js';
import { id, instant, name, priority, severity, storable } from '../primitives.js';

const { shape } = ruleThen;
/** An action that need not be there; null takes it away again in a PATCH. */
const orNone = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined);
const newThen = z
  .object({
    channelIds: orNone(shape.channelIds.unwrap()),
    priority: orNone(priority),
    severity: orNone(severity),
    escalationPolicyId: orNone(shape.escalationPolicyId.unwrap()),
    integrationId: orNone(shape.integrationId.unwrap()),
    responderIds: orNone(shape.responderIds.unwrap()),
    suppress: orNone(z.boolean()),
    acknowledge: orNone(z.boolean()),
    resolve: orNone(z.boolean()),
    resolveAfterMinutes: orNone(shape.resolveAfterMinutes.unwrap()),
    stop: orNone(z.boolean()),
  })
  .strict();

const { min, max } = numberRanges.rulePosition;
export const newAlertRule = alertRuleDocument
  .omit({ id: true })
  .extend({
    /** Without it the rule is the last one. */
    position: z.number().int().min(min).max(max).optional(),
    enabled: z.boolean().default(true),
    then: newThen.prefault({}),
  })
  .strict();

/** Of many rules, which are looked at on the way of an alert. */
export const mostAlertRules = 500;

const ruledEvent = z
  .object({
    source: z.enum(incidentSources).default('webhook'),
    title: storable(z.string().max(1000)).default(''),
    body: storable(z.unknown()).optional(),
    integrationId: id('integration').nullable().default(null),
    lineId: id('line').nullable().default(null),
    caller: storable(z.string().max(100)).nullable().default(null),
    priority: priority.nullable().default(null),
    severity: severity.nullable().default(null),
    /** How often the incident was seen, this time included; all of them just now. */
    occurrences: z.number().int().min(1).max(1_000_000).default(1),
    at: instant.optional(),
  })
  .strict();

/** Of an event that is given, or of the latest occurrence of an incident. `rules`: drafts, in their order, in place of the stored ones. */
export const alertRulesDryRun = z
  .object({
    event: ruledEvent.optional(),
    incidentId: id('incident').optional(),
    rules: z
      .array(newAlertRule.extend({ id: id('rule').nullable().default(null), name: name.default('Draft') }))
      .max(mostAlertRules)
      .optional(),
  })
  .strict()
  .refine(({ event, incidentId }) => (event === undefined) !== (incidentId === undefined), {
    path: ['event'],
    error: 'give an event or an incidentId, one of the two',
  });

export const alertRulesOutcome = z.object({
  /** Each rule in its order: whether it acts, and why, in words. `ruleId` null: a draft. */
  items: z.array(z.object({ ruleId: z.string().nullable(), name: z.string(), acts: z.boolean(), because: z.string() })),
  /** What remains to be done once all rules were looked at. */
  result: ruleThen.omit({ stop: true }),
});
export type AlertRulesOutcome = z.infer<typeof alertRulesOutcome>;

/** What rules look at of an incident: its latest occurrence. */
export const incidentRuleEvent = z.object({
  source: z.enum(incidentSources),
  lineId: z.string().nullable(),
  integrationId: z.string(),
  title: z.string(),
  /** JSON text. */
  body: z.string().nullable(),
  priority: priority.nullable(),
  severity: severity.nullable(),
  caller: z.string().nullable(),
  at: instant,
  occurrences: z.number().int(),
  /** Epoch milliseconds. */
  occurredAt: z.array(z.number()),
});
