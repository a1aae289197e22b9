import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';

/** What a kind may need from the world to complete, show or check its documents. */
@Injectable()
export class KindTools {
  constructor(
    readonly settings: Settings,
    readonly cipher: SecretCipher,
    readonly rpc: RpcClient,
    readonly database: Database,
    readonly clock: Clock,
  ) {}
}
