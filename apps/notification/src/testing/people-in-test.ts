import { Mailer } from '@ringdown/chat';
import type { Settings } from '@ringdown/platform-config';
import { SecretCipher } from '@ringdown/platform-config';
import type { DeadLetters, RpcClient } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { providerRegistry } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import { ActLinks, IncidentActs } from '../links/index.js';
import { AppSender } from '../people/app-sender.js';
import { CallAnswers } from '../people/call-answers.js';
import { MailSender } from '../people/mail-sender.js';
import { DueNotifications } from '../people/due-notifications.js';
import { FollowTalks } from '../people/follow-talks.js';
import { NotificationOutcomes } from '../people/notification-outcomes.js';
import { NotifyOfShifts } from '../people/notify-of-shifts.js';
import { NotifyPeople } from '../people/notify-people.js';
import { PersonNotificationRepository, type ScheduledNotification } from '../people/person-notification.repository.js';
import { PersonNotifier } from '../people/person-notifier.js';
import { PersonSender } from '../people/person-sender.js';
import type { PersonTimers } from '../people/person-timers.js';
import { PhoneRepository } from '../people/phone.repository.js';
import { PhoneLimitRepository } from '../people/phone-limit.repository.js';
import { PhoneLimits } from '../people/phone-limits.js';
import { PhoneSender } from '../people/phone-sender.js';
import { PushSender } from '../people/push-sender.js';
import { Reachability } from '../people/reachability.js';
import { SlackSender } from '../people/slack-sender.js';
import { TelephonyAccounts } from '../people/telephony-accounts.js';
import { TextAnswers } from '../people/text-answers.js';
import { type Configured, mirrorOf, secretKey } from './people-configuration.js';
import { FakeServer } from './fake-server.js';

export const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
} as unknown as Logger;

/** What the incident service is asked to do, and what it answers. */
interface Asked {
  readonly asked: { readonly subject: string; readonly data: Record<string, unknown> }[];
  readonly answer: (subject: string, data: Record<string, unknown>) => unknown;
}

/** The classes by which people are notified, put together on one database and one configuration. */
export function peopleInTest(given: {
  readonly database: Database;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly provider: FakeServer;
  readonly smtpUrl: string;
  readonly slackApiUrl: string;
  readonly world: () => Asked & Configured;
}) {
  const { database, clock, provider, smtpUrl, slackApiUrl, world } = given;
  const settings = {
    publicUrl: 'https://ringdown.example.com',
    notificationUrl: 'https://ringdown.example.com',
    secretKey,
    outboundAllowPrivate: true,
    smtpUrl,
    slackApiUrl,
  } as unknown as Settings;
  const mirror = mirrorOf(world);
  const timers = {
    schedule: (_all: readonly ScheduledNotification[]) => Promise.resolve(),
    rearm: () => Promise.resolve(),
  } as unknown as PersonTimers;
  const deadLetters = { isBehind: () => Promise.resolve(false) } as unknown as DeadLetters;
  const rpc = {
    request: ({ subject }: { subject: string }, data: Record<string, unknown>) => {
      world().asked.push({ subject, data });
      return Promise.resolve().then(() => world().answer(subject, data));
    },
  } as unknown as RpcClient;
  const registry = providerRegistry({ twilioApiUrl: provider.origin, plivoApiUrl: provider.origin });
  const cipher = new SecretCipher(secretKey);
  const accounts = new TelephonyAccounts(registry, mirror, cipher, silent);
  const notifications = new PersonNotificationRepository(database);
  const reachability = new Reachability(mirror, accounts, settings);
  const links = new ActLinks(settings);
  const acts = new IncidentActs(rpc);
  const phones = new PhoneRepository(database, clock);
  const limits = new PhoneLimits(new PhoneLimitRepository(database, notifications), reachability, mirror, settings);
  const phoneSender = new PhoneSender(notifications, limits, phones, accounts, settings);
  const mail = new MailSender(new Mailer(settings), silent);
  const apps = new AppSender(new PushSender(settings), new SlackSender(mirror, cipher, settings), links);
  const sender = new PersonSender(reachability, phoneSender, apps, mail, links);
  const outcomes = new NotificationOutcomes(notifications, phones, reachability, timers, clock);
  /** Another process. */
  const newNotifier = () => {
    const notifier = new PersonNotifier(notifications, sender, outcomes, deadLetters, clock);
    return { notifier, due: new DueNotifications(notifier, timers, clock, silent) };
  };
  return {
    phones,
    links,
    outcomes,
    reachability,
    notifications,
    notifyOfShifts: new NotifyOfShifts(notifications, phones, reachability, timers, clock),
    notifyPeople: new NotifyPeople(notifications, phones, reachability, timers, clock),
    followTalks: new FollowTalks(phones),
    newNotifier,
    ...newNotifier(),
    calls: new CallAnswers(mirror, notifications, outcomes, acts, settings),
    texts: new TextAnswers(mirror, phones, notifications, acts, silent),
  };
}
