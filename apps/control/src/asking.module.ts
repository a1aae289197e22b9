import { Global, Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { Asker } from '@ringdown/platform-messaging';

/** How control asks the owners of calls, incidents and deliveries. */
@Global()
@Module({
  providers: [{ provide: Asker, inject: [Settings], useFactory: (s: Settings) => new Asker(s.natsUrl, 'control') }],
  exports: [Asker],
})
export class AskingModule {}
