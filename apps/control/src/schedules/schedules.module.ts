import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { resourceController } from '../configuration/index.js';
import { OnCallController } from './on-call.controller.js';
import { OverridesController } from './overrides.controller.js';
import { Overrides } from './overrides.js';
import { OverridesRpcController } from './overrides-rpc.controller.js';
import { scheduleResource } from './schedule.resource.js';

@Module({
  imports: [AuthModule],
  controllers: [OnCallController, OverridesController, OverridesRpcController, resourceController(scheduleResource)],
  providers: [Overrides],
})
export class SchedulesModule {}
