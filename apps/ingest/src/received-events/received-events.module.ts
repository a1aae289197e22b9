import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { WebhooksModule } from '../webhooks/index.js';
import { ReceivedEventsController } from './received-events.controller.js';
import { ReceivedEventsService } from './received-events.service.js';

@Module({
  imports: [IntakeModule, WebhooksModule],
  controllers: [ReceivedEventsController],
  providers: [ReceivedEventsService],
})
export class ReceivedEventsModule {}
