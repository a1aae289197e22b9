import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings/index.js';
import { ReadinessController } from './readiness.controller.js';

@Module({ imports: [SettingsModule], controllers: [ReadinessController] })
export class ReadinessModule {}
