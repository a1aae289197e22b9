import { Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import { ActController } from './act.controller.js';
import { ActLinks } from './act-link.js';
import { IncidentActs } from './incident-acts.js';

/** Acting on an incident without the console: by a signed link, by key, by text. */
@Module({
  controllers: [ActController],
  providers: [
    ActLinks,
    IncidentActs,
    { provide: RpcClient, inject: [Settings], useFactory: (s: Settings) => new RpcClient(s.natsUrl, 'notification') },
  ],
  exports: [ActLinks, IncidentActs, RpcClient],
})
export class LinksModule {}
