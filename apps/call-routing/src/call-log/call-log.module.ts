import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallEntity } from '../calls/index.js';
import { CallsModule } from '../calls/calls.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallLogService } from './call-log.service.js';
import { CallRpcController } from './call-rpc.controller.js';

/** The calls that there were, for control to show and change. */
@Module({
  imports: [CallsModule, RecordingsModule, RoutingModule, TypeOrmModule.forFeature([CallEntity])],
  controllers: [CallRpcController],
  providers: [CallLogRepository, CallLogService],
})
export class CallLogModule {}
