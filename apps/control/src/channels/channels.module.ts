import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { channelKind } from './channel.kind.js';
import { TestChannelController } from './test-channel.controller.js';

@Module({ controllers: [TestChannelController, thingsController(channelKind)] })
export class ChannelsModule {}
