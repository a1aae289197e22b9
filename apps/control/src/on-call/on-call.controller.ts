import { Controller, Get, Param, Query } from '@nestjs/common';
import { onCallQuery, shiftsQuery } from '@ringdown/contracts';
import { shiftsBetween } from '@ringdown/domain-oncall';
import { Clock } from '@ringdown/kernel';
import { ReadThings, ThingStore } from '../things/index.js';
import { type Duty, dutyAt, onCallNow } from './on-call-now.js';
import { scheduleKind } from './schedule.kind.js';
import { readableSchedule } from './to-schedule.js';

/** Who is on call, when. */
@Controller('api/v1')
export class OnCallController {
  constructor(
    private readonly things: ReadThings,
    private readonly store: ThingStore,
    private readonly clock: Clock,
  ) {}

  @Get('on-call')
  async everywhere(): Promise<unknown> {
    const names = await this.store.names('user');
    const at = this.clock.now();
    const schedules = await this.store.all('schedule');
    return { items: schedules.map((schedule) => onCallNow(schedule, at, names)) };
  }

  @Get('schedules/:id/on-call')
  async at(@Param('id') id: string, @Query() query: unknown): Promise<Duty & { at: string }> {
    const { at: asked } = onCallQuery.parse(query);
    const at = asked ? new Date(asked) : this.clock.now();
    const schedule = await this.things.document(scheduleKind, id);
    return { at: at.toISOString(), ...dutyAt(schedule, at, await this.store.names('user')) };
  }

  @Get('schedules/:id/shifts')
  async shifts(@Param('id') id: string, @Query() query: unknown): Promise<unknown> {
    const { from, to } = shiftsQuery.parse(query);
    const schedule = await this.things.document(scheduleKind, id);
    return { items: shiftsBetween(readableSchedule(schedule), new Date(from), new Date(to)) };
  }
}
