import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Settings } from '@ringdown/platform-config';
import { AuditModule } from '../audit/index.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { ApiKeysController } from './api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { CheckPassword } from './check-password.js';
import { CredentialRepository } from './credential.repository.js';
import { FailedTries } from './failed-tries.js';
import { SessionCookie } from './session-cookie.js';
import { SessionRepository } from './session.repository.js';
import { SlowAnswers } from './slow-answers.js';
import { TryCounters } from './try-counters.js';

@Module({
  imports: [AuditModule],
  controllers: [AuthController, ApiKeysController],
  providers: [
    ApiKeyRepository,
    CheckPassword,
    CredentialRepository,
    FailedTries,
    SessionRepository,
    TryCounters,
    { provide: SlowAnswers, useFactory: () => new SlowAnswers() },
    { provide: SessionCookie, inject: [Settings], useFactory: (s: Settings) => new SessionCookie(s.publicUrl) },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [ApiKeyRepository, CheckPassword, SessionCookie, SessionRepository],
})
export class AuthModule {}
