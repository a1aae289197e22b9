import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { integrationResource } from './integration.resource.js';
import { RotateTokenController } from './integrations.controller.js';

@Module({ controllers: [RotateTokenController, resourceController(integrationResource)] })
export class IntegrationsModule {}
