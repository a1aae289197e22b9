import type { Answer } from '../../http/answer.js';
import type { PlivoAsked } from './plivo-door.js';
import { withApiId } from './plivo-error.js';

const maxPageSize = 20;

/** A list as Plivo pages it: at most twenty objects, and where the others are. */
export function listOf({ path, query }: PlivoAsked, all: readonly object[]): Answer {
  const limit = Math.min(maxPageSize, Math.max(1, Number(query.get('limit') ?? maxPageSize) || maxPageSize));
  const offset = Math.max(0, Number(query.get('offset') ?? 0) || 0);
  const at = (from: number): string => `${path}?limit=${limit}&offset=${from}`;
  const meta = {
    limit,
    offset,
    total_count: all.length,
    next: offset + limit < all.length ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
  };
  return withApiId(200, { meta, objects: all.slice(offset, offset + limit) });
}
