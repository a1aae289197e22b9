import { Module } from '@nestjs/common';
import { IncidentsModule } from '../incidents/index.js';
import { NoteNotifications } from './note-notifications.js';

@Module({ imports: [IncidentsModule], providers: [NoteNotifications] })
export class NotificationsModule {}
