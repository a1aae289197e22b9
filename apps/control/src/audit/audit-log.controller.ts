import { Controller, Get, Query } from '@nestjs/common';
import { pageQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { AuditTrail } from './audit-trail.js';

@Controller('api/v1/audit-log')
export class AuditLogController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  async list(@Query() query: unknown): Promise<unknown> {
    const { limit, cursor } = pageQuery.parse(query);
    const [before] = fromCursor(cursor, ['number']) ?? [];
    const items = await this.trail.page(limit + 1, before ?? null);
    const shown = items.slice(0, limit);
    const last = shown.at(-1) as { id: string } | undefined;
    return { items: shown, nextCursor: items.length > limit && last ? toCursor([last.id]) : null };
  }
}
