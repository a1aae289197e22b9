import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { WebhooksModule } from '../webhooks/index.js';
import { HeartbeatConfig } from './heartbeat-config.js';
import { HeartbeatWatch } from './heartbeat-watch.js';
import { HeartbeatController } from './heartbeat.controller.js';
import { HeartbeatRepository } from './heartbeat.repository.js';
import { HeartbeatRoute } from './heartbeat.route.js';

@Module({
  imports: [IntakeModule, WebhooksModule],
  controllers: [HeartbeatController],
  providers: [HeartbeatRepository, HeartbeatConfig, HeartbeatWatch, HeartbeatRoute],
})
export class HeartbeatModule {}
