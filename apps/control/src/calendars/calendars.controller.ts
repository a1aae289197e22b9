import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { calendarAnswer, deletedPerson, id, storableText } from '@ringdown/contracts';
import { scheduleOf } from '@ringdown/domain-oncall';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, type Computation, CurrentActor, Endpoint, ReplayedWhile, Slices } from '../api/index.js';
import { ResourceRepository, ResourceService, type StoredResource } from '../configuration/index.js';
import { faultIn, scheduleResource } from '../schedules/index.js';
import { userResource } from '../users/index.js';
import { calendarUrl, isOpenCalendar, opensCalendar } from './calendar-token.js';
import { type FeedSchedule, shiftEvents } from './feed-shifts.js';
import { shiftCalendar, type ShiftEvent } from './shift-calendar.js';

const token = storableText.min(1, 'send the token of the URL that was copied');
const scheduleQuery = z.object({ token, userId: id('user').optional() });
const userQuery = z.object({ token });
const contentType = 'text/calendar; charset=utf-8';

/** Shifts as calendars that a phone subscribes to: who has the URL reads them, until its token is rotated. */
@Controller('api/v1')
export class CalendarsController {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly resources: ResourceService,
    private readonly slices: Slices,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get('schedules/:id/calendar.ics')
  @Endpoint({
    summary: 'The shifts of a schedule as iCalendar, of everybody or of one user; `token` as in its calendarUrl',
    access: 'public',
    query: scheduleQuery,
    answerType: contentType,
  })
  async ofSchedule(
    @Param('id') scheduleId: string,
    @Query() query: z.output<typeof scheduleQuery>,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const found = await this.repository.find('schedule', scheduleId);
    const document = this.opened(found?.document, 'schedules', query.token);
    const names = await this.repository.names('user');
    const { userId = null } = query;
    const events = this.eventsOf(found ? [found] : [], userId, names);
    const who = userId === null ? '' : `, ${names.get(userId) ?? deletedPerson}`;
    const calendar = { name: `${document.name}${who}`, timeZone: document.timeZone };
    return this.send({ ...calendar, events: await this.slices.compute(scheduleId, events) }, known, reply);
  }

  @Get('users/:id/calendar.ics')
  @Endpoint({
    summary: 'All shifts of a user as iCalendar; `token` as in the calendarUrl of their profile',
    access: 'public',
    query: userQuery,
    answerType: contentType,
  })
  async ofUser(
    @Param('id') userId: string,
    @Query() query: z.output<typeof userQuery>,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { name, timeZone } = this.opened(
      (await this.repository.find('user', userId))?.document,
      'users',
      query.token,
    );
    const schedules = await this.repository.allStored('schedule');
    const events = this.eventsOf(schedules, userId, new Map([[userId, name]]));
    const calendar = { name: `On call, ${name}`, timeZone };
    return this.send({ ...calendar, events: await this.slices.compute(userId, events) }, known, reply);
  }

  @Post('schedules/:id/calendar-token/rotate')
  @Endpoint({
    summary: 'Rotate the token of a calendar; who has subscribed by the old URL reads nothing from then on',
    access: 'admin',
    answer: calendarAnswer,
    status: 200,
  })
  @ReplayedWhile(isOpenCalendar)
  async rotateOfSchedule(@Param('id') scheduleId: string, @CurrentActor() actor: Actor): Promise<unknown> {
    const document = await this.resources.edit(
      scheduleResource,
      scheduleId,
      actor,
      'calendar token rotated',
      nextVersion,
    );
    return { calendarUrl: calendarUrl({ kind: 'schedules', ...document }, this.settings) };
  }

  @Post('users/:id/calendar-token/rotate')
  @Endpoint({
    summary: 'Rotate the token of a user’s calendar; one’s own, an admin everybody’s',
    access: 'responder',
    answer: calendarAnswer,
    status: 200,
  })
  @ReplayedWhile(isOpenCalendar)
  async rotateOfUser(@Param('id') userId: string, @CurrentActor() actor: Actor): Promise<unknown> {
    const found = await this.repository.find('user', userId);
    if (!found) throw new DomainError('not-found', `There is no user ${userId}.`);
    if (userId !== actor.id && actor.role !== 'admin')
      throw new DomainError('forbidden', 'Only an admin may rotate the token of another user’s calendar.');
    const document = await this.resources.edit(userResource, userId, actor, 'calendar token rotated', nextVersion);
    return { calendarUrl: calendarUrl({ kind: 'users', ...document }, this.settings) };
  }

  /** @throws DomainError `not-found`, also for a wrong token: it does not tell what there is. */
  private opened<D extends { readonly id: string; readonly calendarTokenVersion: number }>(
    document: D | undefined,
    kind: 'schedules' | 'users',
    given: string,
  ): D {
    if (document && opensCalendar(given, { kind, ...document }, this.settings)) return document;
    throw new DomainError('not-found', 'There is no such calendar. Copy its URL anew from the console.');
  }

  private *eventsOf(
    stored: readonly StoredResource<'schedule'>[],
    userId: string | null,
    names: ReadonlyMap<string, string>,
  ): Computation<ShiftEvent[]> {
    const now = this.clock.now();
    const events: ShiftEvent[] = [];
    for (const { document, updatedAt } of stored) {
      if (faultIn(document)) continue;
      const { id: scheduleId, name } = document;
      const feed: FeedSchedule = { id: scheduleId, name, schedule: scheduleOf(document), changedAt: updatedAt };
      events.push(...(yield* shiftEvents(feed, { userId, names, now })));
    }
    return events;
  }

  private send(
    calendar: Omit<Parameters<typeof shiftCalendar>[0], 'url'>,
    known: string | undefined,
    reply: FastifyReply,
  ): string {
    const body = shiftCalendar({ ...calendar, url: `${this.settings.publicUrl}/on-call` });
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    void reply.headers({ etag, 'cache-control': 'private, max-age=300' }).type(contentType);
    if (!isKnown(etag, known)) return body;
    void reply.status(304);
    return '';
  }
}

const nextVersion = <D extends { readonly calendarTokenVersion: number }>(document: D): D => ({
  ...document,
  calendarTokenVersion: document.calendarTokenVersion + 1,
});

/** RFC 9110, 13.1.2: a list of tags, weak ones too, or `*`. */
const isKnown = (etag: string, header: string | undefined): boolean =>
  (header ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
