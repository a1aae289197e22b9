import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Settings } from '@ringdown/platform-config';
import { AuditModule } from '../audit/index.js';
import { ApiKeys } from './api-keys.js';
import { ApiKeysController } from './api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { CheckPassword } from './check-password.js';
import { FailedTries } from './failed-tries.js';
import { FirstAdmin } from './first-admin.js';
import { FirstStart } from './first-start.js';
import { MeController } from './me.controller.js';
import { OwnProfile } from './own-profile.js';
import { Passwords } from './passwords.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SlowAnswers } from './slow-answers.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [AuthController, MeController, UsersController, ApiKeysController],
  providers: [
    ApiKeys,
    CheckPassword,
    FailedTries,
    FirstAdmin,
    FirstStart,
    OwnProfile,
    Passwords,
    Sessions,
    SignIn,
    { provide: SlowAnswers, useFactory: () => new SlowAnswers() },
    { provide: SessionCookie, inject: [Settings], useFactory: (s: Settings) => new SessionCookie(s.publicUrl) },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [FirstStart, Sessions],
})
export class AuthModule {}
