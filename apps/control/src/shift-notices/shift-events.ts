import { type ConfigDocument, deletedPerson, oncallEvents } from '@ringdown/contracts';
import type { ShiftAhead, ShiftChange } from '@ringdown/domain-oncall';
import { type OutboxEvent, outboxEvent } from '@ringdown/platform-messaging';

type User = Pick<ConfigDocument<'user'>, 'id' | 'name' | 'email' | 'shiftNotices'>;

/** Whose shifts they are, and where. */
export interface ShiftContext {
  readonly schedule: Pick<ConfigDocument<'schedule'>, 'id' | 'name'>;
  readonly publicUrl: string;
  /** Null for a person who is not known any more. */
  readonly userOf: (id: string) => User | null;
}

type Shift = Pick<ShiftChange, 'userId' | 'start' | 'end'>;

/** The events of a change: that it happened, and that the person is to be told of it, as they chose. */
export function changeEvents(change: ShiftChange, context: ShiftContext): readonly OutboxEvent[] {
  const shown = shiftData(change, context);
  const other =
    change.other === null ? null : { id: change.other, name: context.userOf(change.other)?.name ?? deletedPerson };
  const event =
    change.type === 'started'
      ? outboxEvent(
          oncallEvents.shiftStarted,
          { event_type: 'oncall_shift_start', ...shown, handoff: { from: other } },
          { correlationId: shown.oncall.shift.id },
        )
      : outboxEvent(
          oncallEvents.shiftEnded,
          { event_type: 'oncall_shift_end', ...shown, handoff: { to: other } },
          { correlationId: shown.oncall.shift.id },
        );
  return [
    event,
    ...noticeEvents(change, change.type === 'started' ? 'oncall_shift_start' : 'oncall_shift_end', 0, context),
  ];
}

/** That a person is to be told of a shift to come. */
export const aheadEvents = (ahead: ShiftAhead, context: ShiftContext): readonly OutboxEvent[] =>
  noticeEvents(ahead, 'oncall_shift_start', ahead.minutesBefore, context);

function noticeEvents(
  shift: Shift,
  event_type: 'oncall_shift_start' | 'oncall_shift_end',
  minutes: number,
  context: ShiftContext,
): readonly OutboxEvent[] {
  const wishes = context.userOf(shift.userId)?.shiftNotices ?? [];
  const types = new Set(wishes.filter(({ minutesBefore }) => minutesBefore === minutes).map(({ type }) => type));
  const shown = shiftData(shift, context);
  return [...types].map((type) =>
    outboxEvent(
      oncallEvents.noticeDue,
      { event_type, ...shown, notice: { type, minutesBefore: minutes } },
      { correlationId: shown.oncall.shift.id },
    ),
  );
}

function shiftData({ userId, start, end }: Shift, { schedule, publicUrl, userOf }: ShiftContext) {
  const { name, email } = userOf(userId) ?? { name: deletedPerson, email: '' };
  const [firstName = '', ...lastNames] = name.split(/\s+/);
  return {
    organization: { id: 'organisation', name: new URL(publicUrl).host },
    user: { id: userId, firstName, lastName: lastNames.join(' '), email },
    oncall: {
      id: schedule.id,
      name: schedule.name,
      url: `${publicUrl}/on-call`,
      shift: {
        id: `${schedule.id}.${userId}.${start.getTime()}`,
        start: start.toISOString(),
        end: end?.toISOString() ?? null,
      },
    },
  };
}
