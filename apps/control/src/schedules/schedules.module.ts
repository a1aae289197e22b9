import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { OnCallController } from './on-call.controller.js';
import { OverridesController } from './overrides.controller.js';
import { scheduleResource } from './schedule.resource.js';

@Module({ controllers: [OnCallController, OverridesController, resourceController(scheduleResource)] })
export class SchedulesModule {}
