import { Controller, Get, Param, Query } from '@nestjs/common';
import { hoursAnswer, onCallAnswer, onCallOverview, onCallQuery, shiftsAnswer, shiftsQuery } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import type { z } from 'zod';
import { type Actor, type Computation, CurrentActor, Endpoint, Slices } from '../api/index.js';
import { ResourceReader, ResourceRepository } from '../configuration/index.js';
import {
  assignmentAt,
  mostShifts,
  type OnCallAssignment,
  onCallNow,
  type People,
  sharedHours,
  shiftsWithinBudget,
} from './on-call.js';
import { readableSchedule, scheduleResource } from './schedule.resource.js';

/** Who is on call, when. */
@Controller('api/v1')
export class OnCallController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly repository: ResourceRepository,
    private readonly clock: Clock,
    private readonly slices: Slices,
  ) {}

  @Get('on-call')
  @Endpoint({
    summary: 'Read who is on call now and next, for every schedule',
    access: 'viewer',
    answer: onCallOverview,
  })
  async everywhere(@CurrentActor() actor: Actor): Promise<unknown> {
    const people = await this.people();
    const at = this.clock.now();
    const schedules = await this.repository.all('schedule');
    function* overview(): Computation<unknown[]> {
      const items: unknown[] = [];
      for (const schedule of schedules) items.push(yield* onCallNow(schedule, at, people));
      return items;
    }
    return { items: await this.slices.compute(actor.id, overview()) };
  }

  @Get('schedules/:id/on-call')
  @Endpoint({
    summary: 'Read who is on call at an instant',
    access: 'viewer',
    query: onCallQuery,
    answer: onCallAnswer,
  })
  async at(
    @Param('id') id: string,
    @Query() query: z.output<typeof onCallQuery>,
  ): Promise<OnCallAssignment & { at: string }> {
    const at = query.at ? new Date(query.at) : this.clock.now();
    const schedule = await this.reader.document(scheduleResource, id);
    return { at: at.toISOString(), ...assignmentAt(schedule, at, await this.people()) };
  }

  @Get('schedules/:id/shifts')
  @Endpoint({
    summary: `List the shifts of a range, gaps included; an answer holds ${mostShifts.toLocaleString('en')} at most`,
    access: 'viewer',
    query: shiftsQuery,
    answer: shiftsAnswer,
  })
  async shifts(
    @Param('id') id: string,
    @Query() { from, to }: z.output<typeof shiftsQuery>,
    @CurrentActor() actor: Actor,
  ): Promise<unknown> {
    const schedule = readableSchedule(await this.reader.document(scheduleResource, id));
    const shifts = shiftsWithinBudget(schedule, new Date(from), new Date(to));
    return { items: await this.slices.compute(actor.id, shifts) };
  }

  @Get('schedules/:id/hours')
  @Endpoint({
    summary: 'How on-call work is shared in a range: hours, nights (22:00 to 06:00) and weekends of each person',
    access: 'viewer',
    query: shiftsQuery,
    answer: hoursAnswer,
  })
  async hours(
    @Param('id') id: string,
    @Query() { from, to }: z.output<typeof shiftsQuery>,
    @CurrentActor() actor: Actor,
  ): Promise<unknown> {
    const schedule = readableSchedule(await this.reader.document(scheduleResource, id));
    const shared = sharedHours(schedule, new Date(from), new Date(to), await this.people());
    return { items: await this.slices.compute(actor.id, shared) };
  }

  private async people(): Promise<People> {
    const users = await this.repository.all('user');
    return new Map(users.map(({ id, name, absences }) => [id, { name, absences }]));
  }
}
