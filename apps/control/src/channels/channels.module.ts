import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { channelResource } from './channel.resource.js';
import { TestChannelController } from './channels.controller.js';

@Module({ controllers: [TestChannelController, resourceController(channelResource)] })
export class ChannelsModule {}
