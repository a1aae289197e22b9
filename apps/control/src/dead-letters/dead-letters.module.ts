import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { ServicesDeadLetters } from './services-dead-letters.js';

@Module({ imports: [AuditModule], controllers: [DeadLettersController], providers: [ServicesDeadLetters] })
export class DeadLettersModule {}
