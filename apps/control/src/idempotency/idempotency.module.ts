import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { RepeatedRequests } from './repeated-requests.js';

@Module({
  providers: [RepeatedRequests, { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor }],
  exports: [RepeatedRequests],
})
export class IdempotencyModule {}
