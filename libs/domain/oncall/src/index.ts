export { isTimeZone, noTimeZone } from './is-time-zone.js';
export { nextShift } from './next-shift.js';
export { onCallAt, whoIsOnCallIn } from './on-call-at.js';
export { type Layer, type Override, type Rotation, type Schedule, type Weekday, type Window } from './schedule.js';
export { type OnCall, type Shift } from './shift.js';
export { scheduleFaults } from './schedule-faults.js';
export { shiftsBetween, shiftsOneByOne } from './shifts-between.js';
export { rulesCaution, timeZoneRules } from './time-zone-rules.js';
