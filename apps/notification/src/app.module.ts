import { Module } from '@nestjs/common';
import { ServiceModule, type ServiceOptions } from '@ringdown/platform-http';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import {
  ChannelMessageEntity,
  ChannelQueueEntity,
  ChannelSummaryEntity,
  DeliveryEntity,
  StoryEntity,
} from './deliveries/delivery.entity.js';
import { migrations } from './migrations/index.js';
import { PeopleModule } from './people/people.module.js';
import {
  IncomingTextEntity,
  PersonNotificationEntity,
  ReachedLimitEntity,
  RefusedPhoneEntity,
  TalkEntity,
} from './people/person-notification.entity.js';
import { SlackModule } from './slack/slack.module.js';
import { SlackRequestEntity } from './slack/slack-request.entity.js';

export const notificationService: ServiceOptions = {
  name: 'notification',
  port: 3003,
  schema: 'notification',
  migrations,
  entities: [
    DeliveryEntity,
    ChannelQueueEntity,
    ChannelMessageEntity,
    ChannelSummaryEntity,
    StoryEntity,
    PersonNotificationEntity,
    ReachedLimitEntity,
    RefusedPhoneEntity,
    TalkEntity,
    IncomingTextEntity,
    SlackRequestEntity,
  ],
  mirrors: ['line', 'schedule', 'integration', 'channel', 'user', 'team', 'provider-account', 'settings'],
  answersRpc: true,
  durables: [
    'notification-tell-of-call',
    'notification-tell-of-incident',
    'notification-tell-of-shift',
    'notification-notify-people',
    'notification-know-who-talks',
    'notification-notify-of-shift',
  ],
  sweeps: [
    'deliveries',
    'leases of channels',
    'forget old deliveries',
    'channels in trouble',
    'people to be notified',
    'leases of notifications that are being sent',
    'forget incoming texts',
    'forget Slack requests',
  ],
  // the form is kept as sent: a provider's signature covers every field, empty and repeated ones too
  configureHttp: (app) =>
    void app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) =>
      done(null, body.toString('utf8')),
    ),
};

@Module({ imports: [ServiceModule.forService(notificationService), DeliveriesModule, PeopleModule, SlackModule] })
export class AppModule {}
