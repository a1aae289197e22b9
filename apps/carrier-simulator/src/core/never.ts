import { setMaxListeners } from 'node:events';

/** The signal of what nobody gives up. Any number of calls may wait beside it. */
export const never = new AbortController().signal;
setMaxListeners(0, never);
