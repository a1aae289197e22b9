import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { newOverride } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { newId } from '@ringdown/platform-persistence';
import { ChangeThings, ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { roomForAnOverride } from './room-for-an-override.js';
import { scheduleKind } from './schedule.kind.js';

/** One person on call from here to there, over all layers. */
@Controller('api/v1/schedules/:id/overrides')
export class OverridesController {
  constructor(
    private readonly things: ReadThings,
    private readonly changes: ChangeThings,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Param('id') id: string): Promise<unknown> {
    const { overrides } = await this.things.document(scheduleKind, id);
    const items = overrides.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)).map(shown);
    return { items, nextCursor: null };
  }

  @Post()
  async add(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<unknown> {
    const { userId, startsAt, endsAt } = newOverride.parse(body ?? {});
    const now = this.clock.now();
    const override = {
      id: newId('override'),
      userId,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      createdBy: by.actor.id,
      createdAt: now.toISOString(),
    };
    await this.changes.edit(scheduleKind, id, by, 'override added', (before) => ({
      ...before,
      overrides: [...roomForAnOverride(before.overrides, now), override],
    }));
    return shown(override);
  }

  @Delete(':overrideId')
  @HttpCode(204)
  async remove(@Param('id') id: string, @Param('overrideId') overrideId: string, @By() by: Doer): Promise<void> {
    await this.changes.edit(scheduleKind, id, by, 'override removed', (before) => {
      const overrides = before.overrides.filter((override) => override.id !== overrideId);
      if (overrides.length === before.overrides.length) {
        throw new DomainError('not-found', `There is no override ${overrideId} in this schedule.`);
      }
      return { ...before, overrides };
    });
  }
}

interface Override {
  readonly id: string;
  readonly userId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
}

const shown = ({ id, userId, startsAt, endsAt, createdBy }: Override): Override => ({
  id,
  userId,
  startsAt,
  endsAt,
  createdBy,
});
