export { isTimeZone, noTimeZone, rulesCaution, timeZoneRules } from './civil-time.js';
export { nextShift, onCallAt, shiftsBetween, shiftsOneByOne, whoIsOnCallIn } from './on-call.js';
export type { Layer, OnCall, Override, Rotation, Schedule, Shift, Weekday, Window } from './schedule.js';
export { scheduleFaults } from './schedule-faults.js';
