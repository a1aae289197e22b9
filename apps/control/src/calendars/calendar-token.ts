import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from '@ringdown/platform-config';

/** What has a calendar: a schedule or a person, and how often its token was rotated. */
interface CalendarOwner {
  readonly kind: 'schedules' | 'users';
  readonly id: string;
  readonly calendarTokenVersion: number;
}

/**
 * What lets a calendar be read without signing in, as calendars are subscribed to: HMAC-SHA256(SECRET_KEY, `calendar.<id>.<version>`).
 * It is kept nowhere; with the next version it is refused.
 */
const calendarToken = ({ id, calendarTokenVersion }: CalendarOwner, secretKey: string): string =>
  createHmac('sha256', secretKey).update(`calendar.${id}.${calendarTokenVersion}`).digest('base64url');

export const calendarUrl = (owner: CalendarOwner, { publicUrl, secretKey }: Settings): string =>
  `${publicUrl}/api/v1/${owner.kind}/${owner.id}/calendar.ics?token=${calendarToken(owner, secretKey)}`;

export function opensCalendar(token: string, owner: CalendarOwner, { secretKey }: Settings): boolean {
  const [given, right] = [token, calendarToken(owner, secretKey)].map((text) => Buffer.from(text));
  return given !== undefined && right !== undefined && given.length === right.length && timingSafeEqual(given, right);
}
