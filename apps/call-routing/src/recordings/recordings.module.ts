import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallsModule } from '../calls/calls.module.js';
import { RecordingRemovalEntity, RecordingRemovalRepository } from './recording-removal.repository.js';
import { RecordingRetention } from './recording-retention.js';
import { RecordingsService } from './recordings.service.js';

/** Recordings and messages: attached to their calls, kept as long as the line says, deleted at the provider. */
@Module({
  imports: [CallsModule, TypeOrmModule.forFeature([RecordingRemovalEntity])],
  providers: [RecordingRemovalRepository, RecordingRetention, RecordingsService],
  exports: [RecordingRemovalRepository, RecordingsService],
})
export class RecordingsModule {}
