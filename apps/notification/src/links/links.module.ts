import { Module } from '@nestjs/common';
import { ActController } from './act.controller.js';
import { ActLinks } from './act-link.js';
import { IncidentActs } from './incident-acts.js';

/** Acting on an incident without the console: by a signed link, by key, by text. */
@Module({ controllers: [ActController], providers: [ActLinks, IncidentActs], exports: [ActLinks, IncidentActs] })
export class LinksModule {}
