import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '@ringdown/platform-config';
import { RpcClient } from '@ringdown/platform-messaging';
import { DocsController } from './docs.controller.js';
import { Endpoints } from './endpoints.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyEntity, IdempotencyRepository } from './idempotency.repository.js';
import { ProgressInterceptor } from './progress.interceptor.js';
import { Slices } from './slices.js';

/** What every route stands on: its description, repeated requests, long computations, and RPC to the owners of calls, incidents and deliveries. */
@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([IdempotencyEntity])],
  controllers: [DocsController],
  providers: [
    Endpoints,
    Slices,
    IdempotencyRepository,
    // the first one is the outermost
    { provide: APP_INTERCEPTOR, useClass: ProgressInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: RpcClient, inject: [Settings], useFactory: (s: Settings) => new RpcClient(s.natsUrl, 'control') },
  ],
  exports: [Slices, RpcClient, IdempotencyRepository],
})
export class ApiModule {}
