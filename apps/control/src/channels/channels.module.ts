import { Controller, Module, Param, Post } from '@nestjs/common';
import { deliveryRpc, trial } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import { Endpoint } from '../api/index.js';
import { resourceController, ResourceReader } from '../configuration/index.js';
import { channelResource } from './channel.resource.js';

/** Sends a test message and answers what the other side answered. */
@Controller('api/v1/channels')
export class TestChannelController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly rpc: RpcClient,
  ) {}

  @Post(':id/test')
  @Endpoint({
    summary: 'Send a test message, and read what the channel answered',
    access: 'admin',
    answer: trial,
    status: 200,
  })
  async test(@Param('id') id: string): Promise<{ ok: boolean; detail: string }> {
    await this.reader.document(channelResource, id);
    return this.rpc.request(deliveryRpc.testChannel, { channelId: id });
  }
}

@Module({ controllers: [TestChannelController, resourceController(channelResource)] })
export class ChannelsModule {}
