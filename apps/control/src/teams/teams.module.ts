import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { teamResource } from './team.resource.js';

@Module({ controllers: [resourceController(teamResource)] })
export class TeamsModule {}
