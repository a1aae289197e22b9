export { Sweep } from './sweep.js';
export {
  type FireAgain,
  timer,
  type TimerCatalogue,
  type TimerContract,
  type TimerData,
  type TimerHandlers,
} from './timer.js';
export { Timers } from './timers.js';
