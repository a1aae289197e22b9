import { Controller, Get } from '@nestjs/common';
import { type ChannelState, channelStatesAnswer, deliveryRpc } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import { Endpoint } from '../api/index.js';

/** How the channels are doing, by the service that sends to them. */
@Controller('api/v1/channel-states')
export class ChannelStatesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @Endpoint({
    summary: 'How every channel is doing that something was sent to: well, waiting, failing or disabled, and why',
    access: 'viewer',
    answer: channelStatesAnswer,
  })
  list(): Promise<{ items: ChannelState[] }> {
    return this.rpc.request(deliveryRpc.channelStates, {});
  }
}
