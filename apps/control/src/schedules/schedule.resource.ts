import { type ConfigDocument, fieldSentence, newSchedule } from '@ringdown/contracts';
import { type Schedule, scheduleFaults, scheduleOf } from '@ringdown/domain-oncall';
import { DomainError } from '@ringdown/kernel';
import { calendarUrl, isOpenCalendar } from '../calendars/index.js';
import { defineResource, refer, referEach, referUntil } from '../configuration/index.js';

export const scheduleResource = defineResource({
  kind: 'schedule',
  idKind: 'schedule',
  path: 'schedules',
  word: 'schedule',
  input: newSchedule,
  ownFields: ['overrides', 'calendarTokenVersion'],
  complete: (input, before) => ({
    ...input,
    overrides: before?.overrides ?? [],
    calendarTokenVersion: before?.calendarTokenVersion,
  }),
  references: (schedule) => [
    ...schedule.layers.flatMap((layer, n) => referEach('user', `layers.${n}.participants`, layer.participants)),
    ...schedule.overrides.flatMap(({ userId, replacesUserId, endsAt }, n) =>
      referUntil(endsAt, [
        ...refer('user', `overrides.${n}.userId`, userId),
        ...refer('user', `overrides.${n}.replacesUserId`, replacesUserId),
      ]),
    ),
    ...referEach('channel', 'channelIds', schedule.channelIds),
  ],
  faults: (schedule) => scheduleFaults(scheduleOf(schedule)),
  stillValid: isOpenCalendar,
  answer: ({ overrides: _overrides, calendarTokenVersion, ...schedule }, { settings }) => ({
    ...schedule,
    calendarUrl: calendarUrl({ kind: 'schedules', id: schedule.id, calendarTokenVersion }, settings),
  }),
});

/** Stored before its fields were checked as they are today, a schedule may be such that nobody can tell who is on call by it. */
export function faultIn(document: ConfigDocument<'schedule'>): string | null {
  const faults = scheduleFaults(scheduleOf(document)).map(({ path, message }) => fieldSentence(path, message));
  return faults.length > 0 ? `Nobody can tell who is on call by this schedule. ${faults.join(' ')}` : null;
}

/** @throws DomainError `conflict` for a schedule that cannot be read, saying what to change. */
export function readableSchedule(document: ConfigDocument<'schedule'>): Schedule {
  const fault = faultIn(document);
  if (fault) throw new DomainError('conflict', fault);
  return scheduleOf(document);
}
