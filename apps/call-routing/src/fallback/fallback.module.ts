import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { FallbackPublisher } from './fallback-publisher.js';
import { LineFallback } from './line-fallback.js';

/** The static documents that the reverse proxy serves while no call-routing answers. */
@Module({ imports: [CallsModule, RoutingModule], providers: [FallbackPublisher, LineFallback] })
export class FallbackModule {}
