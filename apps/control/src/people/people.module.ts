import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { contactKind } from './contact.kind.js';
import { teamKind } from './team.kind.js';
import { userKind } from './user.kind.js';

@Module({ controllers: [thingsController(userKind), thingsController(teamKind), thingsController(contactKind)] })
export class PeopleModule {}
