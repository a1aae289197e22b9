import { CreateDelivery1795219200000 } from './1795219200000-create-delivery.js';
import { KeepFactsAsWritten1795910400000 } from './1795910400000-keep-facts-as-written.js';
import { CreateDeadLetter1796083200000 } from './1796083200000-create-dead-letter.js';
import { RenameDeliveryColumns1796256000000 } from './1796256000000-rename-delivery-columns.js';
import { CreatePersonNotification1796342400000 } from './1796342400000-create-person-notification.js';
import { CallOffNotifications1796430000000 } from './1796430000000-call-off-notifications.js';
import { NotifyAddedResponders1796470000000 } from './1796470000000-notify-added-responders.js';
import { TellReachedLimits1796470060000 } from './1796470060000-tell-reached-limits.js';
import { RememberSlackRequests1796560000000 } from './1796560000000-remember-slack-requests.js';
import { KeepChannelsAndStories1796600000000 } from './1796600000000-keep-channels-and-stories.js';

/** Oldest first. */
export const migrations = [
  CreateDelivery1795219200000,
  KeepFactsAsWritten1795910400000,
  CreateDeadLetter1796083200000,
  RenameDeliveryColumns1796256000000,
  CreatePersonNotification1796342400000,
  CallOffNotifications1796430000000,
  NotifyAddedResponders1796470000000,
  TellReachedLimits1796470060000,
  RememberSlackRequests1796560000000,
  KeepChannelsAndStories1796600000000,
];
