import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type DeadLetter, deadLettersQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import { AuditTrail } from '../audit/index.js';
import { By, type Doer } from '../who/index.js';
import { ServicesDeadLetters } from './services-dead-letters.js';

/** Events that a consumer can never take as things stand: for admins to read, replay once the cause is mended, or delete. */
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: ServicesDeadLetters,
    private readonly trail: AuditTrail,
    private readonly database: Database,
  ) {}

  @Get()
  async list(@Query() query: unknown): Promise<unknown> {
    const { consumer, limit, cursor } = deadLettersQuery.parse(query);
    const [before] = fromCursor(cursor, ['text']) ?? [];
    const { items, more, missing } = await this.letters.list({ consumer, limit, before: before ?? null });
    const last = items.at(-1);
    return { items, nextCursor: more && last ? toCursor([last.id]) : null, missing };
  }

  @Post(':id/replay')
  @HttpCode(204)
  async replay(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.record('replayed', await this.letters.replay(id), by);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.record('deleted', await this.letters.delete(id), by);
  }

  /** With all that the event said: it is nowhere else any more. */
  private async record(action: string, { data, ...letter }: DeadLetter, by: Doer): Promise<void> {
    const before = action === 'deleted' ? { ...letter, data } : letter;
    const name = `${letter.event} for ${letter.consumer}`;
    await this.trail.record(this.database, by, { action, kind: 'dead-letter', id: letter.id, name, before });
  }
}
