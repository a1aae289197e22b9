import { setMaxListeners } from 'node:events';

/** For waits that are never aborted. Any number of them may wait at the same time. */
export const neverAborted = new AbortController().signal;
setMaxListeners(0, neverAborted);
