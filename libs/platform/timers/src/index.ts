export { Loop } from './loop.js';
export { type DeclaredSweep, PeriodicTask, Sweep, type SweepOptions, sweepsOf } from './sweep.js';
export { deadline, withTimeout } from './timeout.js';
export {
  type FireAgain,
  timer,
  type TimerCatalogue,
  type TimerContract,
  type TimerData,
  type TimerHandlers,
  Timers,
} from './timers.js';
