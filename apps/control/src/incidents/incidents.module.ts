import { Module } from '@nestjs/common';
import { IncidentInput } from './incident-input.js';
import { IncidentsController } from './incidents.controller.js';

@Module({ controllers: [IncidentsController], providers: [IncidentInput], exports: [IncidentInput] })
export class IncidentsModule {}
