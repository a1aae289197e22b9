export { Loop } from './loop.js';
export { type DeclaredSweep, PeriodicTask, Sweep, type SweepOptions, sweepsOf } from './sweep.js';
export { deadline, withTimeout } from './timeout.js';
