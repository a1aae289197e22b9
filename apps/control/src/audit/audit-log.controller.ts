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
    const { items, hasMore } = await this.trail.page(limit, before ?? null);
    const last = items.at(-1);
    return { items, nextCursor: hasMore && last ? toCursor([last.id]) : null };
  }
}
