import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type ConfigDocument, newOverride, page, shownOverride } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { ResourceReader, ResourceService } from '../configuration/index.js';
import { Overrides } from './overrides.js';
import { scheduleResource } from './schedule.resource.js';

/** An override puts one person on call for a period, in place of whoever is on call or of one other person. */
@Controller('api/v1/schedules/:id/overrides')
export class OverridesController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly resources: ResourceService,
    private readonly overrides: Overrides,
  ) {}

  @Get()
  @Endpoint({ summary: 'List overrides', access: 'viewer', answer: page(shownOverride) })
  async list(@Param('id') id: string): Promise<unknown> {
    const { overrides } = await this.reader.document(scheduleResource, id);
    const items = overrides.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)).map(shown);
    return { items, nextCursor: null };
  }

  @Post()
  @Endpoint({
    summary: 'Create an override: one person is on call for a period, in place of whoever is, or of one person',
    access: 'responder',
    body: newOverride,
    answer: shownOverride,
  })
  async add(
    @Param('id') id: string,
    @Body() body: z.output<typeof newOverride>,
    @CurrentActor() actor: Actor,
  ): Promise<unknown> {
    const { override } = await this.overrides.add(id, body, actor);
    return shown(override);
  }

  @Delete(':overrideId')
  @Endpoint({ summary: 'Delete an override', access: 'responder', status: 204 })
  async remove(
    @Param('id') id: string,
    @Param('overrideId') overrideId: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.resources.edit(scheduleResource, id, actor, 'override removed', (before) => {
      const overrides = before.overrides.filter((override) => override.id !== overrideId);
      if (overrides.length === before.overrides.length) {
        throw new DomainError('not-found', `There is no override ${overrideId} in this schedule.`);
      }
      return { ...before, overrides };
    });
  }
}

type Override = ConfigDocument<'schedule'>['overrides'][number];

const shown = ({ createdAt: _createdAt, ...override }: Override): Omit<Override, 'createdAt'> => override;
