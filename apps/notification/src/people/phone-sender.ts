import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import { type FailureCategory, ProviderFailure } from '@ringdown/telephony';
import { type Notice, textOf } from './person-messages.js';
import type { NotificationRow } from './person-notification.repository.js';
import { PhoneLimits } from './phone-limits.js';
import { PhoneRepository } from './phone.repository.js';
import type { SendResult } from './send-result.js';
import { TelephonyAccounts } from './telephony-accounts.js';

type User = ConfigDocument<'user'>;

const hourMs = 3_600_000;
const talkAgainMs = 5000;
/** Whoever still talks then is called all the same. */
const longestTalkWaitMs = 10 * 60_000;
const longestTalkMs = 4 * hourMs;
const ringSeconds = 40;

const failed = (reason: string, category: FailureCategory | null = null): SendResult => ({
  type: 'failed',
  reason,
  category,
});

/** Writes to and calls people's phones, within the limits of the settings, and nobody while they talk in a call of ours. */
@Injectable()
export class PhoneSender {
  constructor(
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
    const overLimit = await this.limits.reached(type, user, now);
    if (overLimit) return failed(overLimit);
    if (type === 'voice' && (await this.isTalking(notification, now))) {
      return { type: 'later', afterMs: talkAgainMs, reason: `${user.name} talks in a call of ours` };
    }
    const sender = this.accounts.sender();
    if (!sender || !user.phone) return failed('There is no number to send from, or none to send to');
    const { provider, account, number: from } = sender;
    const base = `${this.settings.notificationUrl}/telephony/${provider.name}/${sender.id}`;
    const statusUrl = `${base}/${type === 'sms' ? 'texts' : 'calls'}/${notification.id}/status`;
    try {
      if (type === 'sms') {
        const sent = await provider.sendText(account, { from, to: user.phone, text: textOf(said), statusUrl });
        return { type: 'sent', providerId: sent.providerMessageId };
      }
      const documentUrl = `${base}/calls/${notification.id}`;
      const call = { from, to: user.phone, documentUrl, statusUrl, ringTimeoutSeconds: ringSeconds };
      return { type: 'sent', providerId: (await provider.placeCall(account, call)).providerCallId };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      const isPassing = error.kind === 'unreachable' || error.kind === 'rate-limited';
      return isPassing ? { type: 'retry', reason: error.message } : failed(error.message, error.category);
    }
  }

  private async isTalking({ user_id: userId, planned_at: plannedAt }: NotificationRow, now: Date): Promise<boolean> {
    if (now.getTime() - plannedAt.getTime() > longestTalkWaitMs) return false;
    return this.phones.isTalking(userId, new Date(now.getTime() - longestTalkMs));
  }
}
