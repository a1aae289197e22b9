import { Injectable } from '@nestjs/common';
import { OutboundHttp } from '@ringdown/chat';
import { rpcDeadlineMs } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { testMessage } from '../messages/test-message.js';
import { ChatChannels } from './chat-channels.js';

/** Whoever asked waits for rpcDeadlineMs only, and wants to hear that the other side did not answer. */
const timeoutMs = rpcDeadlineMs - 500;

/** Sends a test message now, once, and tells what the other side answered. */
@Injectable()
export class TestChannel {
  private readonly http: OutboundHttp;

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly channels: ChatChannels,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    this.http = new OutboundHttp({ allowPrivate: settings.outboundAllowPrivate, timeoutMs });
  }

  /** @throws DomainError `not-found`. */
  async execute(channelId: string): Promise<{ ok: boolean; detail: string }> {
    const channel = await this.mirror.find('channel', channelId);
    if (!channel) throw new DomainError('not-found', `There is no channel ${channelId}.`);
    const message = testMessage(channel.name, this.settings.publicUrl, this.clock.now());
    const answer = await this.channels.post(channel, message, this.http);
    return answer.type === 'accepted' ? { ok: true, detail: answer.detail } : { ok: false, detail: answer.reason };
  }
}
