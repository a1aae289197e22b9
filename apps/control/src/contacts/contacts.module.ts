import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { resourceController } from '../configuration/index.js';
import { contactResource } from './contact.resource.js';
import { ContactsRpcController } from './contacts-rpc.controller.js';

@Module({ imports: [AuthModule], controllers: [resourceController(contactResource), ContactsRpcController] })
export class ContactsModule {}
