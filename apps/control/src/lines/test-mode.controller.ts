import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { id as idOf, shownConfiguration } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { ResourceReader } from '../configuration/index.js';
import { userResource } from '../users/index.js';
import { lineResource } from './line.resource.js';
import { type TestMode, TestModeService } from './test-mode.service.js';

/** Whom test mode is for; oneself where nobody is named. */
const newTestMode = z.object({ userId: idOf('user').optional() }).strict();

/** Test mode of a line: a person switches it on for themself, an admin for others too. */
@Controller('api/v1/lines/:id/test-mode')
export class TestModeController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly testMode: TestModeService,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Switch test mode on: for five minutes the line rings only you, or the user an admin chooses',
    access: 'responder',
    body: newTestMode,
    answer: shownConfiguration.line.shape.testMode.unwrap(),
  })
  async on(
    @Param('id') id: string,
    @Body() body: z.output<typeof newTestMode>,
    @CurrentActor() actor: Actor,
  ): Promise<TestMode> {
    const userId = personFor(body.userId, actor);
    const line = await this.reader.document(lineResource, id);
    const user = await this.reader.document(userResource, userId);
    if (!user.phone) {
      throw new DomainError(
        'conflict',
        `${user.name} has no phone number that could ring. Add one to the profile first.`,
      );
    }
    return this.testMode.on({ id: line.id, name: line.name }, user.id, actor);
  }

  @Delete()
  @Endpoint({ summary: 'End the test mode of a line', access: 'responder', status: 204 })
  async off(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.reader.document(lineResource, id);
    await this.testMode.off(id, actor);
  }
}

function personFor(named: string | undefined, actor: Actor): string {
  const userId = named ?? (actor.type === 'user' ? actor.id : undefined);
  if (!userId) {
    const message = 'choose a person: an API key has no phone of its own';
    throw invalidFields([{ path: 'userId', message }]);
  }
  if (userId !== actor.id && actor.role !== 'admin') {
    throw new DomainError('forbidden', 'Only an admin may switch test mode on for another user.');
  }
  return userId;
}
