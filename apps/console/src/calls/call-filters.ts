import type { QueryValue } from '../api/query-string.js';
import { dayEnd, dayStart } from './day-bounds.js';
import { outcomes } from './outcome.js';

export interface CallFilters {
  readonly lineId: string;
  readonly outcome: string;
  readonly caller: string;
  /** The first and the last day in the reader's own time, `2026-01-05`; empty for no bound. */
  readonly from: string;
  readonly to: string;
  readonly archived: boolean;
}

/** The filters as they stand in the page's address; an unknown outcome or day is none. */
export function filtersFrom(search: URLSearchParams): CallFilters {
  const outcome = search.get('outcome') ?? '';
  const dayAt = (name: 'from' | 'to'): string => {
    const day = search.get(name) ?? '';
    return dayStart(day) === null ? '' : day;
  };
  return {
    lineId: search.get('lineId') ?? '',
    outcome: outcome in outcomes ? outcome : '',
    caller: search.get('caller') ?? '',
    from: dayAt('from'),
    to: dayAt('to'),
    archived: search.get('archived') === 'true',
  };
}

/** The filters as the API takes them, whose bounds are instants. */
export const filterQuery = ({ from, to, ...rest }: CallFilters): Record<string, QueryValue> => ({
  ...rest,
  from: dayStart(from),
  to: dayEnd(to),
});

export const isFiltered = ({ archived: _, ...filters }: CallFilters): boolean =>
  Object.values(filters).some((value) => value !== '');
