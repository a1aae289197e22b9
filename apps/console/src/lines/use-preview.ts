import type { Preview } from '@ringdown/contracts';
import { useQuery } from '@tanstack/react-query';
import { queryString } from '../api/query-string.js';
import { request } from '../api/request.js';

/** The dry run of a line at an instant; null is now, and keeps up with it. */
export function usePreview(lineId: string, at: string | null) {
  return useQuery({
    queryKey: ['lines', 'preview', lineId, at],
    queryFn: () => request<Preview>('GET', `/lines/${encodeURIComponent(lineId)}/preview${queryString({ at })}`),
    placeholderData: (before) => before,
    ...(at === null ? { refetchInterval: 15_000 } : {}),
  });
}
