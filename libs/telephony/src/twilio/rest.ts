import twilio from 'twilio';
import type { Balance, NumberWebhook, OutgoingCall, OutgoingText, SoughtCall, SoughtText } from '../port/people.js';
import { ProviderFailure } from '../port/provider-failure.js';
import type { ProviderCallStatus } from '../port/reports.js';
import type { NumberWebhooks, ProviderAccount, Verification } from '../port/telephony-provider.js';
import { twilioFailures } from './failures.js';

const timeoutMs = 5000;
const twilioOrigin = 'https://api.twilio.com';
/** Twilio rings no longer. */
const longestRingSeconds = 600;
const liveStates: readonly string[] = ['queued', 'ringing', 'in-progress'];
const failedStates: readonly string[] = ['failed', 'undelivered', 'canceled'];
/** Twilio counts whole seconds, by a clock of its own. */
const clocksDifferMs = 5000;
const mostSought = 20;
/** Call not in progress; resource not found. */
const goneCodes = new Set([21220, 20404]);

/** The official SDK asks api.twilio.com; TWILIO_API_URL sends it elsewhere (a simulated carrier). */
class RequestClientTo extends twilio.RequestClient {
  constructor(private readonly origin: string) {
    super({ timeout: timeoutMs, keepAlive: true });
  }

  override request<T>(options: Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0]) {
    return super.request<T>({ ...options, uri: options.uri.replace(twilioOrigin, this.origin) } as never);
  }
}

const ignoreGone = (error: unknown): void => {
  if (!(error instanceof ProviderFailure && error.kind === 'gone')) throw error;
};

function sentence(error: unknown): string {
  const kind = error instanceof ProviderFailure ? error.kind : 'unreachable';
  return kind === 'unauthorized' || kind === 'gone'
    ? 'Twilio does not accept this account SID with this auth token.'
    : `Twilio could not be asked: ${(error as Error).message.replace('Twilio: ', '')}`;
}

/** The REST calls we make at Twilio. */
export class TwilioRest {
  private readonly http: RequestClientTo;
  private readonly clients = new Map<string, twilio.Twilio>();

  constructor(private readonly origin: string) {
    this.http = new RequestClientTo(origin);
  }

  async redirect(account: ProviderAccount, callSid: string, url: string): Promise<void> {
    await this.attempt(() => this.client(account).calls(callSid).update({ url, method: 'POST' }));
  }

  async callStatus(account: ProviderAccount, callSid: string): Promise<ProviderCallStatus> {
    try {
      const { status, duration } = await this.attempt(() => this.client(account).calls(callSid).fetch());
      if (liveStates.includes(status)) return { state: 'live' };
      return {
        state: 'ended',
        duration: /^\d+$/.test(duration ?? '') ? Number(duration) : null,
        failed: status === 'failed',
      };
    } catch (error) {
      return { state: 'unknown', reason: String(error) };
    }
  }

  async deleteRecording(account: ProviderAccount, recordingSid: string): Promise<void> {
    await this.attempt(() => this.client(account).recordings(recordingSid).remove()).catch(ignoreGone);
  }

  async hangUp(account: ProviderAccount, callSid: string): Promise<void> {
    await this.attempt(() => this.client(account).calls(callSid).update({ status: 'completed' })).catch(ignoreGone);
  }

  async sendText(
    account: ProviderAccount,
    { from, to, text, statusUrl }: OutgoingText,
  ): Promise<{ readonly providerMessageId: string }> {
    const report = statusUrl ? { statusCallback: statusUrl } : {};
    const { sid } = await this.attempt(() => this.client(account).messages.create({ from, to, body: text, ...report }));
    return { providerMessageId: given(sid) };
  }

  async placeCall(
    account: ProviderAccount,
    { from, to, documentUrl, statusUrl, ringTimeoutSeconds }: OutgoingCall,
  ): Promise<{ readonly providerCallId: string }> {
    const report = statusUrl
      ? { statusCallback: statusUrl, statusCallbackMethod: 'POST', statusCallbackEvent: ['completed'] }
      : {};
    const ring = ringTimeoutSeconds ? { timeout: Math.min(longestRingSeconds, ringTimeoutSeconds) } : {};
    const { sid } = await this.attempt(() =>
      this.client(account).calls.create({ from, to, url: documentUrl, method: 'POST', ...report, ...ring }),
    );
    return { providerCallId: given(sid) };
  }

  /** Newest first. A leg that a document of ours has dialled is another direction. */
  async findLiveCalls(account: ProviderAccount, { from, to, since }: SoughtCall): Promise<readonly string[]> {
    const found = await this.attempt(() => this.client(account).calls.list({ from, to, limit: mostSought }));
    const after = since.getTime() - clocksDifferMs;
    return found
      .filter(({ status, direction }) => liveStates.includes(status) && direction === 'outbound-api')
      .filter(({ dateCreated }) => Number(dateCreated) >= after)
      .map(({ sid }) => sid);
  }

  /** Newest first. Twilio puts words of its own in front of the texts of a trial account. */
  async findTexts(account: ProviderAccount, { from, to, since, text }: SoughtText): Promise<readonly string[]> {
    const found = await this.attempt(() => this.client(account).messages.list({ from, to, limit: mostSought }));
    const after = since.getTime() - clocksDifferMs;
    return found
      .filter(({ status, body }) => !failedStates.includes(status) && body.endsWith(text))
      .filter(({ dateCreated }) => Number(dateCreated) >= after)
      .map(({ sid }) => sid);
  }

  async provision(
    account: ProviderAccount,
    phoneNumber: string,
    { url, fallbackUrl, statusUrl, smsUrl }: NumberWebhooks,
  ): Promise<Verification> {
    try {
      const found = await this.findNumber(account, phoneNumber);
      if (!found) return { ok: false, detail: `This Twilio account does not own ${phoneNumber}.` };
      await this.attempt(() =>
        this.client(account)
          .incomingPhoneNumbers(found.sid)
          .update({
            voiceUrl: url,
            voiceMethod: 'POST',
            voiceFallbackUrl: fallbackUrl,
            voiceFallbackMethod: 'POST',
            statusCallback: statusUrl,
            statusCallbackMethod: 'POST',
            ...(smsUrl ? { smsUrl, smsMethod: 'POST' } : {}),
          }),
      );
      const what = smsUrl ? 'the calls and texts' : 'the calls';
      return { ok: true, detail: `Twilio now sends ${what} of ${phoneNumber} to this line.` };
    } catch (error) {
      return { ok: false, detail: sentence(error) };
    }
  }

  /** A number that is given to a trunk or an application has addresses of its own, which then count for nothing. */
  async numberWebhook(account: ProviderAccount, phoneNumber: string): Promise<NumberWebhook | null> {
    const found = await this.findNumber(account, phoneNumber);
    if (!found) return null;
    const { voiceUrl, voiceApplicationSid, trunkSid, smsUrl, smsApplicationSid } = found;
    return {
      voiceUrl: voiceUrl && !voiceApplicationSid && !trunkSid ? voiceUrl : null,
      smsUrl: smsUrl && !smsApplicationSid ? smsUrl : null,
    };
  }

  /** A subaccount has no balance of its own. */
  async balance(account: ProviderAccount): Promise<Balance | null> {
    try {
      const { balance, currency } = await this.attempt(() => this.client(account).balance.fetch());
      const amount = Number.parseFloat(balance);
      return Number.isFinite(amount) ? { amount, currency } : null;
    } catch (error) {
      if (error instanceof ProviderFailure && error.kind === 'gone') return null;
      throw error;
    }
  }

  private async findNumber(account: ProviderAccount, phoneNumber: string) {
    const numbers = this.client(account).incomingPhoneNumbers;
    const [found] = await this.attempt(() => numbers.list({ phoneNumber, limit: 1 }));
    return found;
  }

  async verify({ accountId, authToken }: ProviderAccount): Promise<Verification> {
    try {
      await this.attempt(() => this.client({ accountId, authToken }).api.v2010.accounts(accountId).fetch());
      return { ok: true, detail: 'Twilio accepts this account.' };
    } catch (error) {
      return { ok: false, detail: sentence(error) };
    }
  }

  private client({ accountId, authToken }: ProviderAccount): twilio.Twilio {
    const key = `${accountId}:${authToken}`;
    const known = this.clients.get(key);
    if (known) return known;
    const client = twilio(accountId, authToken, { httpClient: this.http });
    this.clients.set(key, client);
    return client;
  }

  private async attempt<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw failureOf(error as TwilioError);
    }
  }
}

/** @throws ProviderFailure where the answer has none, whatever the SDK's types say. */
function given(sid: string | undefined): string {
  if (sid) return sid;
  throw new ProviderFailure('unreachable', 'Twilio: its answer has no sid');
}

interface TwilioError {
  readonly status?: number;
  readonly code?: number | string;
  readonly message?: string;
}

function failureOf({ status, code: number, message }: TwilioError): ProviderFailure {
  const text = `Twilio: ${message ?? 'no answer'}`;
  // a number in an answer; a word such as ECONNREFUSED where there was none
  const code = status && number ? `${number}` : null;
  const why = code ? { code, category: twilioFailures.find(code).category } : {};
  if (status === 404 || goneCodes.has(Number(number))) return new ProviderFailure('gone', text, why);
  if (status === 401 || status === 403) return new ProviderFailure('unauthorized', text, why);
  if (status === 429) return new ProviderFailure('rate-limited', text, why);
  return new ProviderFailure(status && status < 500 ? 'refused' : 'unreachable', text, why);
}
