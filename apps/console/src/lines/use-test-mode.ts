import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Line, TestMode } from '../api/things.js';

/** Switches a line's test mode on for oneself, or off; the line on the page follows at once. */
export function useTestMode(lineId: string) {
  const client = useQueryClient();
  const path = `/lines/${encodeURIComponent(lineId)}/test-mode`;
  return useMutation({
    mutationFn: async (on: boolean): Promise<TestMode | null> => {
      if (on) return request<TestMode>('POST', path);
      await request('DELETE', path);
      return null;
    },
    onSuccess: (testMode) => {
      client.setQueryData<Line>(['lines', 'one', lineId], (line) =>
        line === undefined ? line : { ...line, testMode },
      );
      return client.invalidateQueries({ queryKey: ['lines'] });
    },
  });
}
