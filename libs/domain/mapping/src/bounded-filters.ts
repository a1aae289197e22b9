import { depthOf } from '@ringdown/kernel';
import { type Context, defaultOperators, type FilterImplOptions, filters, type Operators } from 'liquidjs';
import { checkTime, checkWeight } from './bounded-context.js';

type Filter = Extract<FilterImplOptions, (...args: never[]) => unknown>;
type Comparison = (left: unknown, right: unknown, context: Context) => unknown;

const mostArgument = 200;
const deepestIndented = 32;
const widestIndent = 8;

/**
 * Not offered: `sample` draws by chance; the `_exp` filters parse a text, which an event may have brought, past the limit of
 * parsing; the time of `inspect` grows with the square of the depth.
 */
const notOffered = /^(sample|inspect)$|_exp$/;

/** V8 finds a long text in a longer one in their product: 22 s for 250 KB in 500 KB. A date is written a part at a time. */
const searching = /^(split|(remove|replace)(_first|_last)?|date)$/;

/** They read the argument anew for each item of a list, and compare lists item by item. */
const ofProperties = /^(where|reject|map|sort|sort_natural|sum|group_by|has|find|find_index)$/;

const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** The filters of liquidjs, each of which looks at the time and at the size of what it is given. */
export function boundedFilters(): ReadonlyMap<string, FilterImplOptions> {
  const offered = Object.entries({ ...filters, json: indented, jsonify: indented }).filter(
    ([name]) => !notOffered.test(name),
  );
  return new Map(
    offered.map(([name, filter]) => [name, typeof filter === 'function' ? bounded(name, filter) : filter]),
  );
}

function bounded(name: string, filter: Filter): Filter {
  const isDate = name.startsWith('date');
  return function* (value: unknown, ...args: unknown[]) {
    checkTime(this.context);
    for (const given of [value, ...args]) checkWeight(given);
    checkArguments(name, args);
    return (yield filter.call(this, isDate ? inUtc(value) : value, ...args)) as unknown;
  };
}

function checkArguments(name: string, args: readonly unknown[]): void {
  if (searching.test(name)) checkShort(name, args[0]);
  if (!ofProperties.test(name)) return;
  args.forEach((argument) => checkShort(name, argument));
  // a range would be read from the text of the argument
  if (String(args[0]).includes('(')) throw new Error(`the filter ${name} takes the name of a member`);
}

function checkShort(name: string, argument: unknown): void {
  const isShort = typeof argument === 'string' ? argument.length <= mostArgument : !Array.isArray(argument);
  if (!isShort) throw new Error(`the filter ${name} takes a text of at most ${mostArgument} characters`);
}

/** A time without a zone is one of the machine to JavaScript, and would be another one on the next. */
const inUtc = (value: unknown): unknown =>
  typeof value === 'string' && zoneless.test(value) ? `${value.replace(' ', 'T')}Z` : value;

/** Indentation grows with the depth of each member, and liquidjs does not count it. */
const indented: Filter = function (value: unknown, space: unknown) {
  const compact: unknown = (filters['json'] as Filter).call(this, value);
  const width = Math.min(Number(space), widestIndent);
  if (typeof compact !== 'string' || !(width >= 1)) return compact;
  if (depthOf(compact) > deepestIndented)
    throw new Error(`JSON of more than ${deepestIndented} levels is not indented`);
  return JSON.stringify(value, null, width);
};

/**
 * The comparisons of liquidjs, bounded in size as filters are; the time is looked at where their operands are read. `and`, `or` and
 * `not` ask only whether a value is there.
 */
export const boundedOperators: Operators = {
  ...defaultOperators,
  ...Object.fromEntries(
    ['==', '!=', '<', '>', '<=', '>=', 'contains'].map((name) => [
      name,
      comparison(name, defaultOperators[name] as Comparison),
    ]),
  ),
};

function comparison(name: string, compare: Comparison): Operators[string] {
  return function* (left: unknown, right: unknown, context: Context) {
    checkWeight(left);
    checkWeight(right);
    if (name === 'contains' && typeof left === 'string') checkShort(name, right);
    return (yield compare(left, right, context)) === true;
  };
}
