import { Controller, Get, Module, Query } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { auditEntry, page, pageQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { z } from 'zod';
import { Endpoint } from '../api/index.js';
import { AuditEntryEntity, AuditRepository } from './audit.repository.js';

@Controller('api/v1/audit-log')
export class AuditLogController {
  constructor(private readonly audit: AuditRepository) {}

  @Get()
  @Endpoint({
    summary: 'List the audit log, newest first',
    access: 'admin',
    query: pageQuery,
    answer: page(auditEntry),
  })
  async list(@Query() { limit, cursor }: z.output<typeof pageQuery>): Promise<unknown> {
    const [before] = fromCursor(cursor, ['number']) ?? [];
    const { items, hasMore } = await this.audit.page(limit, before ?? null);
    const last = items.at(-1);
    return { items, nextCursor: hasMore && last ? toCursor([last.id]) : null };
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([AuditEntryEntity])],
  controllers: [AuditLogController],
  providers: [AuditRepository],
  exports: [AuditRepository],
})
export class AuditModule {}
