import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ChangeThings } from './change-things.js';
import { ConfigFeed } from './config-feed.js';
import { KindTools } from './kind-tools.js';
import { ReadThings } from './read-things.js';
import { ThingStore } from './thing-store.js';

const providers = [ThingStore, ConfigFeed, KindTools, ChangeThings, ReadThings];

@Global()
@Module({ imports: [AuditModule], providers, exports: providers })
export class ThingsModule {}
