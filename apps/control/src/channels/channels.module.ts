import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { ChannelActsController } from './channel-acts.controller.js';
import { channelResource } from './channel.resource.js';
import { ChannelStatesController } from './channel-states.controller.js';

@Module({ controllers: [ChannelActsController, ChannelStatesController, resourceController(channelResource)] })
export class ChannelsModule {}
