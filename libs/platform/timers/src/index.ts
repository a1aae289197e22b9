export { type DeclaredSweep, PeriodicTask, Sweep, type SweepOptions, sweepsOf } from './sweep.js';
export {
  type FireAgain,
  timer,
  type TimerCatalogue,
  type TimerContract,
  type TimerData,
  type TimerHandlers,
} from './timer.js';
export { Timers } from './timers.js';
