import { type Liquid, type NumberToken, type RangeToken, type Template, type Token, TypeGuards } from 'liquidjs';

const highestStart = 1_000_000;

/**
 * What liquidjs would find while it renders only, or never: a filter of a `cycle` that there is not; a range that begins where adding
 * one to a number changes nothing any more (2^53), which it would count for ever.
 */
export function parsedFault(parsed: readonly Template[], liquid: Liquid): string | null {
  for (const part of partsOf(parsed, liquid)) {
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
function partsOf(parsed: readonly Template[], liquid: Liquid): ReadonlySet<unknown> {
  const parts = new Set<unknown>(parsed);
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || part === liquid || part === liquid.options.operators) continue;
    for (const member of Object.values(part)) if (typeof member === 'object' && member !== null) parts.add(member);
  }
  return parts;
}
