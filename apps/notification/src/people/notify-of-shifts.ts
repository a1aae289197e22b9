import { Injectable } from '@nestjs/common';
import { oncallEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { type AfterCommit, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { PlainNotice } from './person-messages.js';
import { type NewNotification, PersonNotificationRepository } from './person-notification.repository.js';
import { PersonTimers } from './person-timers.js';
import { PhoneRepository } from './phone.repository.js';
import { Reachability } from './reachability.js';

type NoticeDue = EventOf<typeof oncallEvents.noticeDue>;

/** Later than this a notice of a shift is of no use: whoever is on call knows it by then. */
const longestDelayMs = 3_600_000;

/** Tells people of their shifts, in the way and at the time that they chose. */
@Injectable()
export class NotifyOfShifts {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly phones: PhoneRepository,
    private readonly reachability: Reachability,
    private readonly timers: PersonTimers,
    private readonly clock: Clock,
  ) {}

  @EventHandler(oncallEvents.noticeDue, { durable: 'notification-notify-of-shift' })
  async follow(tx: Sql, events: readonly NoticeDue[]): Promise<AfterCommit> {
    if (!this.reachability.isReady) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
    const now = this.clock.now();
    const refused = await this.phones.refusedPhones(tx, now);
    const planned = events.flatMap(({ data, envelope }): NewNotification[] => {
      const at = new Date(envelope.occurredAt);
      const user = this.reachability.person(data.user.id);
      if (!user || now.getTime() - at.getTime() > longestDelayMs) return [];
      const why = this.reachability.of(user, refused)(data.notice.type);
      return [
        {
          eventId: envelope.id,
          correlationId: envelope.correlationId,
          userId: user.id,
          position: 0,
          step: null,
          madeResponder: false,
          type: data.notice.type,
          notice: shiftNotice(data, user.timeZone),
          dueAt: at,
          state: why === null ? 'waiting' : 'failed',
          detail: why && `${user.name} ${why}`,
        },
      ];
    });
    const scheduled = await this.notifications.add(tx, planned, now);
    return () => this.timers.schedule(scheduled);
  }
}

/** In the zone of the person. */
export function shiftNotice({ event_type: type, oncall, notice }: NoticeDue['data'], timeZone: string): PlainNotice {
  const { start, end } = oncall.shift;
  const said = (instant: string): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  const until = end ? `until ${said(end)}` : 'until further notice';
  if (type === 'oncall_shift_end')
    return { title: `Your shift is over`, text: `${oncall.name}, since ${said(end ?? start)}`, url: oncall.url };
  const title = notice.minutesBefore === 0 ? 'You are on call' : `You will be on call at ${said(start)}`;
  return { title, text: `${oncall.name}, ${until}`, url: oncall.url };
}
