import { Module, type OnModuleInit } from '@nestjs/common';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER, Readiness } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { AuditModule } from '../audit/index.js';
import { resourceController } from '../configuration/index.js';
import { ProviderAccountsModule } from '../provider-accounts/index.js';
import { lineResource } from './line.resource.js';
import { LinesController } from './lines.controller.js';
import { TestModeController } from './test-mode.controller.js';
import { testModeCatalogue, TestModeService, TestModeTimers } from './test-mode.service.js';

@Module({
  imports: [AuditModule, ProviderAccountsModule],
  controllers: [LinesController, TestModeController, resourceController(lineResource)],
  providers: [
    TestModeService,
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
})
export class LinesModule implements OnModuleInit {
  constructor(
    private readonly timers: TestModeTimers,
    private readonly testMode: TestModeService,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    const { timers, testMode } = this;
    this.readiness.add(
      'redis',
      () => timers.problem && `${timers.problem}; the sweep does the timers, some seconds late`,
    );
    timers.listen({ 'test-mode-end': () => testMode.endExpired() });
  }
}
