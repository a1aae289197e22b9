import { CreateOutbox1795219200000 } from './1795219200000-create-outbox.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';

/** Oldest first. */
export const migrations = [CreateOutbox1795219200000, CreateDeadLetter1796083200000];
