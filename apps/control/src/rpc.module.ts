import { Global, Module } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';

/** How control asks the owners of calls, incidents and deliveries. */
@Global()
@Module({
  providers: [
    { provide: RpcClient, inject: [Settings], useFactory: (s: Settings) => new RpcClient(s.natsUrl, 'control') },
  ],
  exports: [RpcClient],
})
export class RpcModule {}
