import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { deliveryRpc } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import { ReadThings } from '../things/index.js';
import { channelKind } from './channel.kind.js';

/** Sends a test message and tells what the other side answered. */
@Controller('api/v1/channels')
export class TestChannelController {
  constructor(
    private readonly things: ReadThings,
    private readonly rpc: RpcClient,
  ) {}

  @Post(':id/test')
  @HttpCode(200)
  async test(@Param('id') id: string): Promise<{ ok: boolean; detail: string }> {
    await this.things.document(channelKind, id);
    return this.rpc.request(deliveryRpc.testChannel, { channelId: id });
  }
}
