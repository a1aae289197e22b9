import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Settings } from '@ringdown/platform-config';
import { AuditModule } from '../audit/index.js';
import { ApiKeys } from './api-keys.js';
import { ApiKeysController } from './api-keys.controller.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { FirstAdmin } from './first-admin.js';
import { FirstStart } from './first-start.js';
import { MeController } from './me.controller.js';
import { Passwords } from './passwords.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';

@Module({
  imports: [AuditModule],
  controllers: [AuthController, MeController, ApiKeysController],
  providers: [
    ApiKeys,
    FirstAdmin,
    FirstStart,
    Passwords,
    Sessions,
    SignIn,
    { provide: SessionCookie, inject: [Settings], useFactory: (s: Settings) => new SessionCookie(s.publicUrl) },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [FirstStart, Sessions],
})
export class AuthModule {}
