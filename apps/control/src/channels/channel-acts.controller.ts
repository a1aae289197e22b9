import { Controller, Param, Post } from '@nestjs/common';
import {
  type ChannelState,
  channelState,
  type ConfigDocument,
  deliveryRpc,
  rotatedSecret,
  trial,
} from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { SecretCipher } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import { type Actor, CurrentActor, Endpoint, ReplayedWhile } from '../api/index.js';
import { ResourceReader, ResourceService } from '../configuration/index.js';
import { channelResource } from './channel.resource.js';
import { isPresentSecret, presentSecret, rotatedSecrets, type Webhook } from './signing-secrets.js';

/** What admins do with a channel beyond changing it. */
@Controller('api/v1/channels/:id')
export class ChannelActsController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly resources: ResourceService,
    private readonly rpc: RpcClient,
    private readonly cipher: SecretCipher,
    private readonly clock: Clock,
  ) {}

  @Post('test')
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

  @Post('enable')
  @Endpoint({
    summary: 'Send again to a channel that was disabled because it kept answering that it is gone',
    access: 'admin',
    answer: channelState,
    status: 200,
  })
  async enable(@Param('id') id: string): Promise<ChannelState> {
    await this.reader.document(channelResource, id);
    return this.rpc.request(deliveryRpc.enableChannel, { channelId: id });
  }

  @Post('rotate-secret')
  @Endpoint({
    summary: 'Give a webhook a new signing secret, which only this answer has; the one before it signs too for 24 h',
    access: 'admin',
    answer: rotatedSecret,
    status: 200,
  })
  @ReplayedWhile(isPresentSecret)
  async rotate(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<{ id: string; secret: string }> {
    const rotated = await this.resources.edit(channelResource, id, actor, 'signing secret rotated', (before) => ({
      ...webhookOf(before),
      signingSecrets: rotatedSecrets(webhookOf(before).signingSecrets, this.cipher, this.clock.now()),
    }));
    return { id, secret: presentSecret(webhookOf(rotated), this.cipher) };
  }
}

/** @throws DomainError `conflict` for a channel of another type. */
function webhookOf(channel: ConfigDocument<'channel'>): Webhook {
  if (channel.type === 'webhook') return channel;
  throw new DomainError(
    'conflict',
    `${channel.name} is of the type ${channel.type}, which signs nothing. Only a webhook has a signing secret.`,
  );
}
