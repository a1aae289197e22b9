import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { id as idOf } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { z } from 'zod';
import { userKind } from '../../people/index.js';
import { ReadThings } from '../../things/index.js';
import { By, type Doer } from '../../who/index.js';
import { lineKind } from '../line.kind.js';
import { SwitchTestMode, type TestMode } from './switch-test-mode.js';

/** Whom test mode is for; oneself where nobody is named. */
export const newTestMode = z.object({ userId: idOf('user').optional() }).strict();

/** Test mode of a line: a person switches it on for themself, an admin for others too. */
@Controller('api/v1/lines/:id/test-mode')
export class TestModeController {
  constructor(
    private readonly things: ReadThings,
    private readonly testMode: SwitchTestMode,
  ) {}

  @Post()
  async on(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<TestMode> {
    const userId = personFor(newTestMode.parse(body ?? {}).userId, by);
    const line = await this.things.document(lineKind, id);
    const user = await this.things.document(userKind, userId);
    if (!user.phone) {
      throw new DomainError(
        'conflict',
        `${user.name} has no phone number that could ring. Add one to the profile first.`,
      );
    }
    return this.testMode.on({ id: line.id, name: line.name }, user.id, by);
  }

  @Delete()
  @HttpCode(204)
  async off(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.things.document(lineKind, id);
    await this.testMode.off(id, by);
  }
}

function personFor(named: string | undefined, { actor }: Doer): string {
  const userId = named ?? (actor.type === 'user' ? actor.id : undefined);
  if (!userId) {
    const message = 'choose a person: an API key has no phone of its own';
    throw invalidFields([{ path: 'userId', message }]);
  }
  if (userId !== actor.id && actor.role !== 'admin') {
    throw new DomainError('forbidden', 'Only an admin may switch test mode on for somebody else.');
  }
  return userId;
}
