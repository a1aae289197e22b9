import type { actor } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Doer } from '../who/index.js';

/** Who acts, as an incident's timeline names them: a program acts under the name of its key. */
export const actorOf = ({ actor: { id, name } }: Doer): z.infer<typeof actor> => ({ type: 'user', id, name });
