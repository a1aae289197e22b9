import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { contactResource } from './contact.resource.js';

@Module({ controllers: [resourceController(contactResource)] })
export class ContactsModule {}
