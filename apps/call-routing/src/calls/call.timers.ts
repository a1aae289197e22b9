import { timer } from '@ringdown/platform-timers';
import { z } from 'zod';

const attempt = {
  data: z.object({ callId: z.string(), attempt: z.number().int() }),
  key: (d: { callId: string; attempt: number }) => `${d.callId}.${d.attempt}`,
};

/** The timers of a call. Each is also the call's deadline in Postgres. */
export const callTimers = {
  'ring-timeout': timer(attempt),
  'screening-timeout': timer(attempt),
  'end-check': timer({ data: z.object({ callId: z.string() }), key: ({ callId }) => callId }),
} as const;
