import { Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type DeadLetter, deadLettersAnswer, deadLettersQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { DeadLettersService } from './dead-letters.service.js';

/** Events that a consumer can never take as things stand: for admins to read, replay once the cause is mended, or delete. */
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLettersService,
    private readonly audit: AuditRepository,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List dead letters, newest first; `missing` has the services that did not answer',
    access: 'admin',
    query: deadLettersQuery,
    answer: deadLettersAnswer,
  })
  async list(@Query() { consumer, limit, cursor }: z.output<typeof deadLettersQuery>): Promise<unknown> {
    const [before] = fromCursor(cursor, ['text']) ?? [];
    const { items, more, missing } = await this.letters.list({ consumer, limit, before: before ?? null });
    const last = items.at(-1);
    return { items, nextCursor: more && last ? toCursor([last.id]) : null, missing };
  }

  @Post(':id/replay')
  @Endpoint({
    summary: 'Replay a dead letter after its cause was corrected; 409 with the reason where it fails again',
    access: 'admin',
    status: 204,
  })
  async replay(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.record('replayed', await this.letters.replay(id), actor);
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Delete a dead letter; its event never takes effect',
    access: 'admin',
    status: 204,
  })
  async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.record('deleted', await this.letters.delete(id), actor);
  }

  /** With all that the event said: it is nowhere else any more. */
  private async record(action: string, { data, ...letter }: DeadLetter, actor: Actor): Promise<void> {
    const before = action === 'deleted' ? { ...letter, data } : letter;
    const name = `${letter.event} for ${letter.consumer}`;
    await this.audit.recordAlone(actor, { action, kind: 'dead-letter', id: letter.id, name, before });
  }
}
