import { Injectable } from '@nestjs/common';
import { Seal, Settings } from '@ringdown/platform-config';
import { Asker } from '@ringdown/platform-messaging';

/** What a kind may need from the world to complete, show or check its documents. */
@Injectable()
export class KindTools {
  constructor(
    readonly settings: Settings,
    readonly seal: Seal,
    readonly asker: Asker,
  ) {}
}
