import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { ConfigChangeRepository } from './config-change.repository.js';
import { ConfigurationPublisher } from './config-publisher.js';
import { ResourceTools } from './resource.definition.js';
import { ResourceReader } from './resource.reader.js';
import { ResourceEntity, ResourceRepository } from './resource.repository.js';
import { ResourceService } from './resource.service.js';

const providers = [
  ResourceRepository,
  ConfigChangeRepository,
  ConfigurationPublisher,
  ResourceTools,
  ResourceService,
  ResourceReader,
];

@Global()
@Module({ imports: [AuditModule, TypeOrmModule.forFeature([ResourceEntity])], providers, exports: providers })
export class ConfigurationModule {}
