import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '@ringdown/platform-config';
import { ProviderRegistry, providerRegistry } from '@ringdown/telephony';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { LinksModule } from '../links/links.module.js';
import { MailModule } from '../mail/index.js';
import { AppSender } from './app-sender.js';
import { CallAnswers } from './call-answers.js';
import { DueNotifications } from './due-notifications.js';
import { FollowTalks } from './follow-talks.js';
import { MailSender } from './mail-sender.js';
import { NotificationOutcomes } from './notification-outcomes.js';
import { NotifyOfChannels } from './notify-of-channels.js';
import { NotifyOfShifts } from './notify-of-shifts.js';
import { NotifyPeople } from './notify-people.js';
import { PeopleController } from './people.controller.js';
import { PeopleWebhooksController } from './people-webhooks.controller.js';
import { PersonNotificationEntity } from './person-notification.entity.js';
import { PersonNotificationRepository } from './person-notification.repository.js';
import { PersonNotifier } from './person-notifier.js';
import { PersonSender } from './person-sender.js';
import { PersonTimers } from './person-timers.js';
import { PhoneRepository } from './phone.repository.js';
import { PhoneLimitRepository } from './phone-limit.repository.js';
import { PhoneLimits } from './phone-limits.js';
import { PhoneSender } from './phone-sender.js';
import { PushSender } from './push-sender.js';
import { Reachability } from './reachability.js';
import { SlackSender } from './slack-sender.js';
import { TelephonyAccounts } from './telephony-accounts.js';
import { TextAnswers } from './text-answers.js';

/** People: who is told of an incident and how, what came of it, and what they answer. */
@Module({
  imports: [TypeOrmModule.forFeature([PersonNotificationEntity]), DeliveriesModule, LinksModule, MailModule],
  controllers: [PeopleController, PeopleWebhooksController],
  providers: [
    PersonNotificationRepository,
    PhoneRepository,
    PersonTimers,
    NotifyPeople,
    FollowTalks,
    NotifyOfChannels,
    NotifyOfShifts,
    PersonNotifier,
    DueNotifications,
    PersonSender,
    PhoneLimitRepository,
    PhoneLimits,
    PhoneSender,
    NotificationOutcomes,
    Reachability,
    TelephonyAccounts,
    AppSender,
    PushSender,
    SlackSender,
    MailSender,
    CallAnswers,
    TextAnswers,
    { provide: ProviderRegistry, inject: [Settings], useFactory: (settings: Settings) => providerRegistry(settings) },
  ],
})
export class PeopleModule {}
