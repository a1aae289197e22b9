import { z } from 'zod';
import { numberRanges } from '../number-ranges.js';
import { id, localTime, name, priority, severity, storable, timeZone, weekdays, within } from '../primitives.js';

export const ruleFields = [
  'source',
  'lineId',
  'integrationId',
  'title',
  'body',
  'priority',
  'severity',
  'caller',
  'time',
  'occurrences',
] as const;
export const textOps = ['equals', 'not_equals', 'contains', 'not_contains', 'matches'] as const;

const fieldWords = `choose ${ruleFields.join(', ')}, or body.<path> such as body.labels.host`;
const field = storable(z.string({ error: fieldWords }).max(300)).refine(
  (text) => (ruleFields as readonly string[]).includes(text) || (text.startsWith('body.') && !/\.(\.|$)/.test(text)),
  fieldWords,
);
const textField = field.refine((text) => text !== 'time' && text !== 'occurrences', {
  error: ({ input }) => (input === 'time' ? 'choose the op within for time' : 'choose the op at_least for occurrences'),
});
const onlyField = (only: string, op: string) => z.literal(only, { error: `${op} is for the field ${only}` });

/** A number or a boolean is compared as it is written. */
const text = z
  .union([storable(z.string().max(1000)), z.number(), z.boolean()], { error: 'enter a text' })
  .transform(String);

/** One comparison; `within` is for `time`, `at_least` for `occurrences`. */
export const ruleComparison = z.discriminatedUnion(
  'op',
  [
    z.object({ field: textField, op: z.enum(textOps), value: text }).strict(),
    z.object({ field: textField, op: z.literal('in'), value: z.array(text).min(1).max(100) }).strict(),
    z
      .object({
        field: onlyField('time', 'within'),
        op: z.literal('within'),
        value: z
          .object({ zone: timeZone, days: z.array(z.enum(weekdays)).min(1).max(7), from: localTime, to: localTime })
          .strict(),
      })
      .strict(),
    z
      .object({
        field: onlyField('occurrences', 'at_least'),
        op: z.literal('at_least'),
        value: z
          .object({
            count: within(numberRanges.ruleCount),
            withinMinutes: within(numberRanges.ruleMinutes).optional(),
          })
          .strict(),
      })
      .strict(),
  ],
  { error: `choose the op ${textOps.join(', ')}, in, within or at_least` },
);

/** Of several shapes the one that is meant, by its place: what is wrong with that is said, with the path inside it. */
const whatIsWrong =
  (shapeOf: (input: object) => number, otherwise: string) =>
  ({ input, errors }: { readonly input?: unknown; readonly errors?: unknown }): string => {
    if (typeof input !== 'object' || input === null || !Array.isArray(errors)) return otherwise;
    const [first] = (errors as (readonly z.core.$ZodIssue[])[])[shapeOf(input)] ?? [];
    if (!first) return otherwise;
    return [first.path.join('.'), first.message].filter((part) => part !== '').join(': ');
  };

type Group<Inner> = { all: Inner[] } | { any: Inner[] };

/** An object with `all` or `any`, told apart by hand: a union of the two would not name the field that is broken. */
const group = <Inner extends z.ZodType>(inner: Inner) =>
  z
    .object({ all: z.array(inner).max(50).optional(), any: z.array(inner).min(1).max(50).optional() })
    .strict()
    .refine(({ all, any }) => (all === undefined) !== (any === undefined), {
      error: 'enter { "all": […] } or { "any": […] }, one of the two, with conditions { field, op, value }',
      // so that the union of a condition and a group takes neither's errors for its own
      abort: true,
    }) as unknown as z.ZodType<Group<z.output<Inner>>, Group<z.input<Inner>>>;

const conditionWords = 'enter a condition { field, op, value }, or again { "all": […] } or { "any": […] }';
const condition = z.union([ruleComparison, group(ruleComparison)], {
  error: (issue) => whatIsWrong((input) => ('all' in input || 'any' in input ? 1 : 0), conditionWords)(issue as never),
});

const actions = {
  /** Each is told of the incident, in addition to the channels of its integration. */
  channelIds: z.array(id('channel')).max(50),
  priority,
  severity,
  escalationPolicyId: id('escalationPolicy'),
  /** Under which the incident is listed; further alerts find it by where it arrived. */
  integrationId: id('integration'),
  responderIds: z.array(id('user')).max(50),
  /** It is recorded and listed, escalates and notifies nobody. */
  suppress: z.boolean(),
  acknowledge: z.boolean(),
  resolve: z.boolean(),
  resolveAfterMinutes: within(numberRanges.incidentTimerMinutes),
  /** No later rule is looked at. */
  stop: z.boolean(),
};

export const ruleWhen = group(condition);
export const ruleThen = z.object(actions).partial();

export const alertRuleDocument = z.object({
  id: id('rule'),
  name,
  /** From 1, without gaps: rules are looked at in this order. */
  position: z.number().int(),
  enabled: z.boolean(),
  when: ruleWhen,
  then: ruleThen,
});
