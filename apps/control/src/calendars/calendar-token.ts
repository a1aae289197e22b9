import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from '@ringdown/platform-config';
import type { StillValid } from '../api/index.js';
import { storedDocument } from '../configuration/index.js';

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

const resourceKinds = { schedules: 'schedule', users: 'user' } as const;

/** Whether the URL that was answered opens its calendar still: nobody has rotated its token, and it is there. */
export const isOpenCalendar: StillValid = async (on, { calendarUrl: given }, settings) => {
  if (typeof given !== 'string' || !URL.canParse(given)) return false;
  const { pathname, searchParams } = new URL(given);
  const [kind, id = ''] = pathname.split('/').slice(-3);
  if (kind !== 'schedules' && kind !== 'users') return false;
  const document = await storedDocument(on, resourceKinds[kind], id);
  return document !== null && opensCalendar(searchParams.get('token') ?? '', { kind, ...document }, settings);
};
