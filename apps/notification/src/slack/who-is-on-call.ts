import { type ConfigDocument, deletedPerson } from '@ringdown/contracts';
import { nextShift, onCallAt, presentPerson, type Schedule, scheduleFaults, scheduleOf } from '@ringdown/domain-oncall';
import type { Answer, Piece } from './slack-answer.js';

type User = ConfigDocument<'user'>;
type People = (id: string) => User | undefined;
type Line = readonly Piece[];

/** Who is on call by each of the schedules, until when, and who comes next. */
export function whoIsOnCall(schedules: readonly ConfigDocument<'schedule'>[], at: Date, people: People): Answer {
  if (schedules.length === 0) return { lines: [['There is no schedule yet. Make one in the console.']] };
  const inOrder = schedules.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return { lines: inOrder.flatMap((document) => linesOf(document, at, people)) };
}

/** Whether this person is on call by the schedule, by themselves or as a stand-in. */
export function isOnCall(document: ConfigDocument<'schedule'>, userId: string, at: Date, people: People): boolean {
  const schedule = scheduleOf(document);
  if (scheduleFaults(schedule).length > 0) return false;
  const assigned = onCallAt(schedule, at).userId;
  if (assigned === null) return false;
  const presence = presentPerson(assigned, at, (id) => people(id)?.absences ?? []);
  return presence.kind !== 'absent' && presence.userId === userId;
}

function linesOf(document: ConfigDocument<'schedule'>, at: Date, people: People): Line[] {
  const name: Piece = { bold: document.name };
  const schedule = scheduleOf(document);
  if (scheduleFaults(schedule).length > 0)
    return [
      [name, ': nobody can tell who is on call by this schedule. Open it in the console, which says what is wrong.'],
    ];
  return [[name, ': ', ...nowIn(schedule, at, people), ...nextIn(schedule, at, people)]];
}

function nowIn(schedule: Schedule, at: Date, people: People): Line {
  const { userId, until } = onCallAt(schedule, at);
  const end: Line = until ? [' until ', { at: until.toISOString() }] : [];
  if (userId === null) return ['nobody is on call', ...end];
  const nameOf = (id: string): string => people(id)?.name ?? deletedPerson;
  const presence = presentPerson(userId, at, (id) => people(id)?.absences ?? []);
  switch (presence.kind) {
    case 'present':
      return [`${nameOf(userId)} is on call`, ...end];
    case 'stand-in':
      return [`${nameOf(presence.userId)} is on call, standing in for ${nameOf(userId)}`, ...end];
    case 'absent':
      return [`${nameOf(userId)} would be on call, and is absent without a stand-in`, ...end];
  }
}

function nextIn(schedule: Schedule, at: Date, people: People): Line {
  const next = nextShift(schedule, at);
  if (!next) return ['. Nobody comes next.'];
  const name = people(next.userId)?.name ?? deletedPerson;
  return [`. Next: ${name}, from `, { at: next.startsAt.toISOString() }, '.'];
}
