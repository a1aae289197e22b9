import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { contactKind } from './contact.kind.js';
import { teamKind } from './team.kind.js';

/** Users are in the module auth: who changes their own password proves who they are. */
@Module({ controllers: [thingsController(teamKind), thingsController(contactKind)] })
export class PeopleModule {}
