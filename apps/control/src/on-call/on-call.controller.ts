import { Controller, Get, Param, Query } from '@nestjs/common';
import { onCallQuery, shiftsQuery } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { type Computation, Slices } from '../slices/index.js';
import { ReadThings, ThingStore } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { type Duty, dutyAt, onCallNow } from './on-call-now.js';
import { scheduleKind } from './schedule.kind.js';
import { shiftsWithinBudget } from './shifts-within-budget.js';
import { readableSchedule } from './to-schedule.js';

/** Who is on call, when. */
@Controller('api/v1')
export class OnCallController {
  constructor(
    private readonly things: ReadThings,
    private readonly store: ThingStore,
    private readonly clock: Clock,
    private readonly slices: Slices,
  ) {}

  @Get('on-call')
  async everywhere(@By() { actor }: Doer): Promise<unknown> {
    const names = await this.store.names('user');
    const at = this.clock.now();
    const schedules = await this.store.all('schedule');
    function* overview(): Computation<unknown[]> {
      const items: unknown[] = [];
      for (const schedule of schedules) items.push(yield* onCallNow(schedule, at, names));
      return items;
    }
    return { items: await this.slices.compute(actor.id, overview()) };
  }

  @Get('schedules/:id/on-call')
  async at(@Param('id') id: string, @Query() query: unknown): Promise<Duty & { at: string }> {
    const { at: asked } = onCallQuery.parse(query);
    const at = asked ? new Date(asked) : this.clock.now();
    const schedule = await this.things.document(scheduleKind, id);
    return { at: at.toISOString(), ...dutyAt(schedule, at, await this.store.names('user')) };
  }

  @Get('schedules/:id/shifts')
  async shifts(@Param('id') id: string, @Query() query: unknown, @By() { actor }: Doer): Promise<unknown> {
    const { from, to } = shiftsQuery.parse(query);
    const schedule = readableSchedule(await this.things.document(scheduleKind, id));
    const shifts = shiftsWithinBudget(schedule, new Date(from), new Date(to));
    return { items: await this.slices.compute(actor.id, shifts) };
  }
}
