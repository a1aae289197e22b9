import { outcomes } from './outcome.js';

export interface CallFilters {
  readonly lineId: string;
  readonly outcome: string;
  readonly caller: string;
  readonly archived: boolean;
}

/** The filters as they stand in the page's address; an unknown outcome is none. */
export function filtersFrom(search: URLSearchParams): CallFilters {
  const outcome = search.get('outcome') ?? '';
  return {
    lineId: search.get('lineId') ?? '',
    outcome: outcome in outcomes ? outcome : '',
    caller: search.get('caller') ?? '',
    archived: search.get('archived') === 'true',
  };
}

export const isFiltered = ({ lineId, outcome, caller }: CallFilters): boolean =>
  lineId !== '' || outcome !== '' || caller !== '';
