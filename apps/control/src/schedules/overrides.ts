import { Injectable } from '@nestjs/common';
import type { ConfigDocument, newOverride } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { newId } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { Actor } from '../api/index.js';
import { entriesThatStay, ResourceService } from '../configuration/index.js';
import { scheduleResource } from './schedule.resource.js';

type Schedule = ConfigDocument<'schedule'>;

/** Puts people on call for a period. */
@Injectable()
export class Overrides {
  constructor(
    private readonly resources: ResourceService,
    private readonly clock: Clock,
  ) {}

  /** `action` names it in the audit log. @throws DomainError `not-found` for the schedule, `invalid` for a person who is not there. */
  async add(
    scheduleId: string,
    { startsAt, endsAt, ...body }: z.output<typeof newOverride>,
    actor: Actor,
    action = 'override added',
  ): Promise<{ schedule: Schedule; override: Schedule['overrides'][number] }> {
    const now = this.clock.now();
    const override = {
      id: newId('override'),
      ...body,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      createdBy: actor.id,
      createdAt: now.toISOString(),
    };
    const schedule = await this.resources.edit(scheduleResource, scheduleId, actor, action, (before) => ({
      ...before,
      overrides: [...entriesThatStay(before.overrides, now, room), override],
    }));
    return { schedule, override };
  }
}

/** Five a day for 400 days. With them the largest schedule still fits into one message of the broker, and into the way of a call. */
export const mostOverrides = 2_000;
const room = {
  most: mostOverrides,
  full: `A schedule has at most ${mostOverrides.toLocaleString('en')} overrides. Delete some that have not begun.`,
};
