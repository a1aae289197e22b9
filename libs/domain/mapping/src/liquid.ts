import {
  CaptureTag,
  CaseTag,
  type Context,
  type Emitter,
  Liquid,
  type NumberToken,
  type RangeToken,
  type Template,
  type Token,
  toValue,
  toValueSync,
  TypeGuards,
} from 'liquidjs';
import { BoundedContext, BoundedEmitter } from './bounded-context.js';
import { boundedFilters, boundedOperators } from './bounded-filters.js';

/** Characters of a template, and of what it renders at most; milliseconds, and values and characters made, of all templates. */
export const templateLimits = { parsed: 5000, rendered: 100_000, milliseconds: 50, memory: 4_000_000 };

const mostCompared = 10_000;
const highestStart = 1_000_000;

/** They read other files, of which a mapping has none. */
export const fileTags = ['include', 'render', 'layout', 'block'];

class BoundedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const captured = new BoundedEmitter(templateLimits.rendered);
    yield this.liquid.renderer.renderTemplates(this.templates, context, captured);
    context.bottom()[this.variable] = captured.buffer;
  }
}

/** The original compares with every value of every `when` without a look at the time. */
class BoundedCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target: unknown = toValue(yield this.value.value(context, false));
    if (Array.isArray(target) || (typeof target === 'string' && target.length > mostCompared)) {
      throw new Error(`case takes a text of at most ${mostCompared} characters`);
    }
    yield* super.render(context, emitter);
  }
}

/**
 * The same text on every machine: UTC, in English. A template reads what it is given and nothing else: no file, and of an object
 * only its own members.
 */
const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: false,
  timezoneOffset: 0,
  locale: 'en-US',
  parseLimit: templateLimits.parsed,
  renderLimit: templateLimits.milliseconds,
  memoryLimit: templateLimits.memory,
  operators: boundedOperators,
});
const offered = boundedFilters();
for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name);
for (const [name, filter] of offered) liquid.registerFilter(name, filter);
for (const name of fileTags) delete liquid.tags[name];
liquid.registerTag('capture', BoundedCapture);
liquid.registerTag('case', BoundedCase);
// the names of days and months are loaded with the first date: up to 50 ms, which would be all that the first event has
liquid.parseAndRenderSync('{{ 0 | date }}', {}, { renderLimit: Infinity });

/** Throws for a template that is too long, does not parse, or names a filter or a tag that there is not. */
export function parseTemplate(template: string): Template[] {
  if (template.length > templateLimits.parsed) {
    throw new Error(`too long: ${template.length} characters, and at most ${templateLimits.parsed} are read`);
  }
  const parsed = liquid.parse(template);
  const fault = parsedFault(parsed);
  if (fault !== null) throw new Error(fault);
  return parsed;
}

/**
 * What liquidjs would find while it renders only, or never: a filter of a `cycle` that there is not; a range that begins where adding
 * one to a number changes nothing any more (2^53), which it would count for ever.
 */
function parsedFault(parsed: readonly Template[]): string | null {
  for (const part of partsOf(parsed)) {
    if (TypeGuards.isRangeToken(part) && !beginsLow(part)) {
      return `a range begins with a number up to ${highestStart}, as in (1..5)${placeOf(part)}`;
    }
    if (!TypeGuards.isFilteredValueToken(part)) continue;
    const unknown = part.filters.find(({ name }) => liquid.filters[name] === undefined);
    if (unknown) return `undefined filter: ${unknown.name}${placeOf(part)}`;
  }
  return null;
}

const beginsLow = ({ lhs }: RangeToken): boolean =>
  TypeGuards.isNumberToken(lhs) && Math.abs((lhs as NumberToken).content) <= highestStart;

function placeOf(token: Token): string {
  const [line, column] = token.getPosition();
  return `, line:${line}, col:${column}`;
}

/** All objects of which the parsed templates consist, whatever tag they belong to. */
function partsOf(parsed: readonly Template[]): ReadonlySet<unknown> {
  const parts = new Set<unknown>(parsed);
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || part === liquid || part === liquid.options.operators) continue;
    for (const member of Object.values(part)) if (typeof member === 'object' && member !== null) parts.add(member);
  }
  return parts;
}

/** Renders templates over the same values; together they have the time and the memory of one. Each throws what is wrong with it. */
export function renderer(values: Readonly<Record<string, unknown>>): (parsed: Template[]) => string {
  const whole = BoundedContext.ofMapping(values, liquid);
  return (parsed) => {
    const emitter = new BoundedEmitter(templateLimits.rendered);
    // what `increment` counts is written to its scope: one of its own, and never the event
    toValueSync(liquid.renderer.renderTemplates(parsed, whole.spawn(noMembers()), emitter));
    return emitter.buffer;
  };
}

const noMembers = (): object => Object.create(null) as object;
