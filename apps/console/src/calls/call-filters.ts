import type { QueryValue } from '../api/request.js';
import { outcomes } from './call-words.js';

function dayFrom(day: string, daysOn: number): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  const isReal = new Date(year, month - 1, date).getDate() === date;
  return isReal ? new Date(year, month - 1, date + daysOn) : null;
}

/** The instant at which a day such as `2026-01-05` begins for the reader; null for what is no day. */
export const dayStart = (day: string): string | null => dayFrom(day, 0)?.toISOString() ?? null;

/** The last millisecond of the day, so that the whole day is in. */
export function dayEnd(day: string): string | null {
  const next = dayFrom(day, 1);
  return next === null ? null : new Date(next.getTime() - 1).toISOString();
}

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
