import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { ReadinessController } from './readiness.controller.js';

@Module({ imports: [OrganisationModule], controllers: [ReadinessController] })
export class ReadinessModule {}
