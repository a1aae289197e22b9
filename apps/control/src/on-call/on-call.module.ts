import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { escalationPolicyKind } from './escalation-policy.kind.js';
import { OnCallController } from './on-call.controller.js';
import { OverridesController } from './overrides.controller.js';
import { scheduleKind } from './schedule.kind.js';

@Module({
  controllers: [
    OnCallController,
    OverridesController,
    thingsController(scheduleKind),
    thingsController(escalationPolicyKind),
  ],
})
export class OnCallModule {}
