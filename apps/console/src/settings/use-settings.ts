import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Settings } from '../api/things.js';

const key = ['settings'] as const;

export const useSettings = () => useQuery({ queryKey: key, queryFn: () => request<Settings>('GET', '/settings') });

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: unknown) => request<Settings>('PATCH', '/settings', change),
    onSuccess: (settings) => client.setQueryData(key, settings),
  });
}
