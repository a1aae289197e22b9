import { Module } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { AuditModule } from '../audit/index.js';
import { thingsController } from '../things/index.js';
import { lineKind } from './line.kind.js';
import { PreviewController } from './preview.controller.js';
import { ProviderAccess } from './provider-access.js';
import { providerAccountKind } from './provider-account.kind.js';
import { ProvisionLineController } from './provision-line.controller.js';
import { SwitchTestMode } from './test-mode/switch-test-mode.js';
import { TestModeController } from './test-mode/test-mode.controller.js';
import { testModeCatalogue, TestModeTimers } from './test-mode/test-mode-timers.js';
import { VerifyAccountController } from './verify-account.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [
    VerifyAccountController,
    ProvisionLineController,
    PreviewController,
    TestModeController,
    thingsController(lineKind),
    thingsController(providerAccountKind),
  ],
  providers: [
    ProviderAccess,
    SwitchTestMode,
    {
      provide: TestModeTimers,
      inject: [Settings, LOGGER, RefusedSettings],
      useFactory: ({ redisUrl }: Settings, logger: Logger, refused: RefusedSettings) =>
        new TestModeTimers(testModeCatalogue, {
          redisUrl,
          service: 'control',
          logger,
          onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
        }),
    },
  ],
  exports: [ProviderAccess],
})
export class LinesModule {}
