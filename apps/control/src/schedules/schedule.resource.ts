import { type ConfigDocument, fieldSentence, newSchedule } from '@ringdown/contracts';
import { type Schedule, scheduleFaults } from '@ringdown/domain-oncall';
import { DomainError } from '@ringdown/kernel';
import { defineResource, refer, referEach } from '../configuration/index.js';

export const scheduleResource = defineResource({
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

/** The stored document as the domain reckons with it: instants are dates there. */
export const toSchedule = ({ timeZone, layers, overrides }: ConfigDocument<'schedule'>): Schedule => ({
  timeZone,
  layers,
  overrides: overrides.map(({ id, userId, startsAt, endsAt, createdAt }) => ({
    id,
    userId,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    createdAt: new Date(createdAt),
  })),
});

/** Stored before its fields were checked as they are today, a schedule may be such that nobody can tell who is on call by it. */
export function faultIn(document: ConfigDocument<'schedule'>): string | null {
  const faults = scheduleFaults(toSchedule(document)).map(({ path, message }) => fieldSentence(path, message));
  return faults.length > 0 ? `Nobody can tell who is on call by this schedule. ${faults.join(' ')}` : null;
}

/** @throws DomainError `conflict` for a schedule that cannot be read, saying what to change. */
export function readableSchedule(document: ConfigDocument<'schedule'>): Schedule {
  const fault = faultIn(document);
  if (fault) throw new DomainError('conflict', fault);
  return toSchedule(document);
}
