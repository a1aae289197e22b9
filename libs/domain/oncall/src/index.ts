export { type Absence, type Presence, presentPerson } from './absence.js';
export { isTimeZone, noTimeZone, rulesCaution, timeZoneRules } from './civil-time.js';
export {
  handoffs,
  type NextShift,
  nextShifts,
  onCallSince,
  type ShiftAhead,
  type ShiftChange,
  shiftChanges,
  shiftsAhead,
  type ToldShift,
} from './handoffs.js';
export { nextShift, onCallAt, shiftsBetween, shiftsOneByOne, whoIsOnCallIn } from './on-call.js';
export {
  type Layer,
  type OnCall,
  type Override,
  type Rotation,
  type Schedule,
  scheduleOf,
  type Shift,
  type Weekday,
  type Window,
} from './schedule.js';
export { onCallLoads } from './on-call-load.js';
export { scheduleFaults } from './schedule-faults.js';
export { hoursIn } from './windows.js';
