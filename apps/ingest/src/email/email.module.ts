import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/index.js';
import { MailReceiver } from './mail-receiver.js';
import { MailServer } from './mail-server.js';

@Module({
  imports: [WebhooksModule],
  providers: [MailReceiver, MailServer],
})
export class EmailModule {}
