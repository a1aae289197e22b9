import twilio from 'twilio';
import {
  type NumberWebhooks,
  type OutgoingCall,
  type OutgoingText,
  type ProviderAccount,
  ProviderFailure,
  type Verification,
} from '../port/telephony-provider.js';
import type { ProviderCallStatus } from '../port/reports.js';

const timeoutMs = 5000;
const twilioOrigin = 'https://api.twilio.com';
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
      if (['queued', 'ringing', 'in-progress'].includes(status)) return { state: 'live' };
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

  async sendText(account: ProviderAccount, { from, to, text }: OutgoingText): Promise<void> {
    await this.attempt(() => this.client(account).messages.create({ from, to, body: text }));
  }

  async placeCall(account: ProviderAccount, { from, to, documentUrl }: OutgoingCall): Promise<void> {
    await this.attempt(() => this.client(account).calls.create({ from, to, url: documentUrl, method: 'POST' }));
  }

  async provision(
    account: ProviderAccount,
    phoneNumber: string,
    { url, fallbackUrl, statusUrl }: NumberWebhooks,
  ): Promise<Verification> {
    const numbers = this.client(account).incomingPhoneNumbers;
    try {
      const [found] = await this.attempt(() => numbers.list({ phoneNumber, limit: 1 }));
      if (!found) return { ok: false, detail: `This Twilio account does not own ${phoneNumber}.` };
      await this.attempt(() =>
        this.client(account).incomingPhoneNumbers(found.sid).update({
          voiceUrl: url,
          voiceMethod: 'POST',
          voiceFallbackUrl: fallbackUrl,
          voiceFallbackMethod: 'POST',
          statusCallback: statusUrl,
          statusCallbackMethod: 'POST',
        }),
      );
      return { ok: true, detail: `Twilio now sends the calls of ${phoneNumber} to this line.` };
    } catch (error) {
      return { ok: false, detail: sentence(error) };
    }
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
      const { status, code, message } = error as { status?: number; code?: number | string; message?: string };
      const text = `Twilio: ${message ?? String(error)}`;
      if (status === 404 || goneCodes.has(Number(code))) throw new ProviderFailure('gone', text);
      if (status === 401 || status === 403) throw new ProviderFailure('unauthorized', text);
      if (status === 429) throw new ProviderFailure('rate-limited', text);
      throw new ProviderFailure(status && status < 500 ? 'refused' : 'unreachable', text);
    }
  }
}
