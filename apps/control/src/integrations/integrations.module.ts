import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { integrationKind } from './integration.kind.js';
import { RotateTokenController } from './rotate-token.controller.js';

@Module({ controllers: [RotateTokenController, thingsController(integrationKind)] })
export class IntegrationsModule {}
