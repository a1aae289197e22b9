import { Module } from '@nestjs/common';
import { AuditLogController } from './audit-log.controller.js';
import { AuditRepository } from './audit.repository.js';

@Module({ controllers: [AuditLogController], providers: [AuditRepository], exports: [AuditRepository] })
export class AuditModule {}
