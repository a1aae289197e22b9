import type { actor } from '@ringdown/contracts';
import type { z } from 'zod';

/** Who did something: a user, the monitor that said resolve, or Ringdown itself. */
export type Actor = z.infer<typeof actor>;

export const ringdown: Actor = { type: 'system', id: null, name: 'Ringdown' };
