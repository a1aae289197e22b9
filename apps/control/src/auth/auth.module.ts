import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '@ringdown/platform-config';
import { AuditModule } from '../audit/index.js';
import { ActingUsers } from './acting-users.js';
import { ApiKeyEntity, ApiKeyRepository } from './api-key.repository.js';
import { ApiKeysController } from './api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { CheckPassword } from './check-password.js';
import { CredentialEntity, CredentialRepository } from './credential.repository.js';
import { FailedTries } from './failed-tries.js';
import { SessionCookie } from './session-cookie.js';
import { SessionEntity, SessionRepository } from './session.repository.js';
import { SlowAnswers } from './slow-answers.js';
import { TryCounters } from './try-counters.js';

@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([ApiKeyEntity, CredentialEntity, SessionEntity])],
  controllers: [AuthController, ApiKeysController],
  providers: [
    ActingUsers,
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
  exports: [ActingUsers, ApiKeyRepository, CheckPassword, SessionCookie, SessionRepository],
})
export class AuthModule {}
