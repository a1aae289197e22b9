import type { Schedule } from './schedule.js';
import type { OnCall, Shift } from './shift.js';

export { type Layer, type Override, type Rotation, type Schedule, type Weekday, type Window } from './schedule.js';
export { type OnCall, type Shift } from './shift.js';
export declare function onCallAt(schedule: Schedule, at: Date): OnCall;
export declare function shiftsBetween(schedule: Schedule, from: Date, to: Date): readonly Shift[];
export declare function nextShift(schedule: Schedule, at: Date): { userId: string; startsAt: Date } | null;
export declare function isTimeZone(name: string): boolean;
