import { newSchedule } from '@ringdown/contracts';
import { scheduleFaults } from '@ringdown/domain-oncall';
import { refer, referEach, thingKind } from '../things/index.js';
import { toSchedule } from './to-schedule.js';

export const scheduleKind = thingKind({
  kind: 'schedule',
  idKind: 'schedule',
  path: 'schedules',
  word: 'schedule',
  input: newSchedule,
  ownFields: ['overrides'],
  complete: (input, before) => ({ ...input, overrides: before?.overrides ?? [] }),
  references: (schedule) => [
    ...schedule.layers.flatMap((layer, n) => referEach('user', `layers.${n}.participants`, layer.participants)),
    ...schedule.overrides.flatMap((override, n) => refer('user', `overrides.${n}.userId`, override.userId)),
  ],
  faults: (schedule) => scheduleFaults(toSchedule(schedule)),
  answer: ({ overrides: _overrides, ...schedule }) => schedule,
});
