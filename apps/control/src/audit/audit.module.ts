import { Module } from '@nestjs/common';
import { AuditLogController } from './audit-log.controller.js';
import { AuditTrail } from './audit-trail.js';

@Module({ controllers: [AuditLogController], providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
