import { timer, Timers } from '@ringdown/platform-timers';
import { z } from 'zod';

/** The timers of this service. `test-mode-end`: the line rings its own people again. */
export const testModeCatalogue = {
  'test-mode-end': timer({
    data: z.object({ lineId: z.string(), until: z.iso.datetime() }),
    key: ({ lineId, until }) => `${lineId}.${Date.parse(until)}`,
  }),
} as const;

/** Under which Nest hands them out. */
export class TestModeTimers extends Timers<typeof testModeCatalogue> {}
