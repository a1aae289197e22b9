import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { withTimeout } from '@ringdown/platform-timers';
import { type FailureCategory, ProviderFailure } from '@ringdown/telephony';
import { type Notice, textOf } from './person-messages.js';
import { type NotificationRow, PersonNotificationRepository } from './person-notification.repository.js';
import { PhoneLimits } from './phone-limits.js';
import { PhoneRepository } from './phone.repository.js';
import type { SendResult } from './send-result.js';
import { type Sender, TelephonyAccounts } from './telephony-accounts.js';

type User = ConfigDocument<'user'>;

const hourMs = 3_600_000;
const talkAgainMs = 5000;
/** Whoever still talks then is called all the same. */
const longestTalkWaitMs = 10 * 60_000;
const longestTalkMs = 4 * hourMs;
const ringSeconds = 40;
/** For what an earlier try has sent; then it is sent once more. */
const askTimeoutMs = 2000;

const failed = (reason: string, category: FailureCategory | null = null): SendResult => ({
  type: 'failed',
  reason,
  category,
});

/** Writes to and calls people's phones, within the limits of the settings, and nobody while they talk in a call of ours. */
@Injectable()
export class PhoneSender {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly limits: PhoneLimits,
    private readonly phones: PhoneRepository,
    private readonly accounts: TelephonyAccounts,
    private readonly settings: Settings,
  ) {}

  /** One try. Never throws for what the provider does. */
  async send(
    notification: NotificationRow,
    type: 'sms' | 'voice',
    { user, said, now }: { readonly user: User; readonly said: Notice; readonly now: Date },
  ): Promise<SendResult> {
    const sender = this.accounts.sender();
    if (!sender || !user.phone) return failed('There is no number to send from, or none to send to');
    const text = textOf(said);
    const taken = await this.takenBefore(notification, sender, { to: user.phone, text });
    if (taken !== null) return { type: 'sent', providerId: taken };
    const overLimit = await this.limits.reached(type, user, now);
    if (overLimit) return failed(overLimit);
    if (type === 'voice' && (await this.isTalking(notification, now))) {
      return { type: 'later', afterMs: talkAgainMs, reason: `${user.name} talks in a call of ours` };
    }
    return this.hand(type, sender, { to: user.phone, text, id: notification.id });
  }

  /** Hands a text or a call to the provider. */
  private async hand(
    type: 'sms' | 'voice',
    { id: accountId, provider, account, number: from }: Sender,
    { to, text, id }: { readonly to: string; readonly text: string; readonly id: string },
  ): Promise<SendResult> {
    const base = `${this.settings.notificationUrl}/telephony/${provider.name}/${accountId}`;
    const statusUrl = `${base}/${type === 'sms' ? 'texts' : 'calls'}/${id}/status`;
    try {
      if (type === 'sms') {
        const sent = await provider.sendText(account, { from, to, text, statusUrl });
        return { type: 'sent', providerId: sent.providerMessageId };
      }
      const call = { from, to, documentUrl: `${base}/calls/${id}`, statusUrl, ringTimeoutSeconds: ringSeconds };
      return { type: 'sent', providerId: (await provider.placeCall(account, call)).providerCallId };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      const isPassing = error.kind === 'unreachable' || error.kind === 'rate-limited';
      return isPassing ? { type: 'retry', reason: error.message } : failed(error.message, error.category);
    }
  }

  /**
   * The text or call of an earlier try, of which nobody wrote down whether the provider took it: the phone rings already. Where it
   * cannot be asked, or it may be that of another notification, none: twice is better than never.
   */
  private async takenBefore(
    notification: NotificationRow,
    { provider, account, number: from }: Sender,
    { to, text }: { readonly to: string; readonly text: string },
  ): Promise<string | null> {
    const { type, tries, created_at: since } = notification;
    if (tries < 2) return null;
    const sought =
      type === 'voice'
        ? provider.findLiveCalls(account, { from, to, since })
        : provider.findTexts(account, { from, to, since, text });
    const found = await withTimeout(sought, askTimeoutMs, () => []).catch(() => []);
    return found.length === 0 ? null : this.notifications.onlyItsOwn(notification, found);
  }

  private async isTalking({ user_id: userId, planned_at: plannedAt }: NotificationRow, now: Date): Promise<boolean> {
    if (now.getTime() - plannedAt.getTime() > longestTalkWaitMs) return false;
    return this.phones.isTalking(userId, new Date(now.getTime() - longestTalkMs));
  }
}
