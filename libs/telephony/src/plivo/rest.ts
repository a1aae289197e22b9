import { z } from 'zod';
import type { Balance, NumberWebhook, OutgoingCall, OutgoingText, SoughtCall } from '../port/people.js';
import { ProviderFailure } from '../port/provider-failure.js';
import type { ProviderCallStatus } from '../port/reports.js';
import type { NumberWebhooks, ProviderAccount, Verification } from '../port/telephony-provider.js';
import { bare } from './plivo-xml.js';
import { PlivoApi } from './plivo-api.js';
import { findNumberWebhook, provisionNumber } from './provision-number.js';

/** A call that is over, as Plivo's call detail record has it. */
const callRecord = z.object({
  end_time: z.string().nullish(),
  call_duration: z.union([z.number(), z.string()]).nullish(),
  call_state: z.string().nullish(),
});

const callIds = z.object({ calls: z.array(z.string()) });

/** A call that waits or lasts. */
const liveRecord = z.object({
  direction: z.string(),
  from: z.string(),
  to: z.string(),
  /** Of a call that was placed by REST. */
  request_uuid: z.string().nullish(),
  /** In UTC, `2026-11-20 10:01:01`; of one that waits there is none. */
  session_start: z.string().nullish(),
});

/** Plivo's clock is another than ours. */
const clocksDifferMs = 5000;

const accountRecord = z.object({
  billing_mode: z.string().nullish(),
  cash_credits: z.union([z.number(), z.string()]).nullish(),
});

/** The REST calls we make at Plivo. Numbers go without their `+`. */
export class PlivoRest {
  private readonly api: PlivoApi;

  constructor(origin: string) {
    this.api = new PlivoApi(origin);
  }

  async redirect(account: ProviderAccount, callUuid: string, url: string): Promise<void> {
    await this.api.ask(account, 'POST', callPath(callUuid), { legs: 'aleg', aleg_url: url, aleg_method: 'POST' });
  }

  async hangUp(account: ProviderAccount, callUuid: string): Promise<void> {
    await this.api.ask(account, 'DELETE', callPath(callUuid)).catch(ignoreGone);
  }

  /** A call that is live has no record yet, and one that is over is not among the live ones any more. */
  async callStatus(account: ProviderAccount, callUuid: string): Promise<ProviderCallStatus> {
    try {
      if (await this.isLive(account, callUuid)) return { state: 'live' };
      const { body } = await this.api.ask(account, 'GET', callPath(callUuid));
      const { call_duration: duration, call_state: state, end_time: endTime } = callRecord.parse(body);
      if (!endTime) return { state: 'unknown', reason: 'Plivo: the call is neither live nor over' };
      const seconds = Number(duration ?? Number.NaN);
      return {
        state: 'ended',
        duration: Number.isInteger(seconds) ? seconds : null,
        failed: state?.toLowerCase() === 'failed',
      };
    } catch (error) {
      return { state: 'unknown', reason: String(error) };
    }
  }

  private async isLive(account: ProviderAccount, callUuid: string): Promise<boolean> {
    try {
      await this.api.ask(account, 'GET', `${callPath(callUuid)}?status=live`);
      return true;
    } catch (error) {
      if (error instanceof ProviderFailure && error.kind === 'gone') return false;
      throw error;
    }
  }

  async deleteRecording(account: ProviderAccount, recordingId: string): Promise<void> {
    await this.api.ask(account, 'DELETE', `Recording/${encodeURIComponent(recordingId)}/`).catch(ignoreGone);
  }

  async sendText(
    account: ProviderAccount,
    { from, to, text, statusUrl }: OutgoingText,
  ): Promise<{ readonly providerMessageId: string }> {
    const report = statusUrl ? { url: statusUrl, method: 'POST' } : {};
    const message = { src: bare(from), dst: bare(to), text, ...report };
    const { body } = await this.api.ask(account, 'POST', 'Message/', message);
    return { providerMessageId: idOf(body, 'message_uuid') };
  }

  async placeCall(
    account: ProviderAccount,
    { from, to, documentUrl, statusUrl, ringTimeoutSeconds }: OutgoingCall,
  ): Promise<{ readonly providerCallId: string }> {
    const call = {
      from: bare(from),
      to: bare(to),
      answer_url: documentUrl,
      answer_method: 'POST',
      ...(statusUrl ? { hangup_url: statusUrl, hangup_method: 'POST' } : {}),
      ...(ringTimeoutSeconds ? { ring_timeout: ringTimeoutSeconds } : {}),
    };
    const { body } = await this.api.ask(account, 'POST', 'Call/', call);
    return { providerCallId: idOf(body, 'request_uuid') };
  }

  /** The lists hold ids only, twenty at most. */
  async findLiveCalls(account: ProviderAccount, sought: SoughtCall): Promise<readonly string[]> {
    const found: (string | null)[] = [];
    // in this order: one that begins to ring meanwhile is in the second
    for (const state of ['queued', 'live'] as const) {
      const { body } = await this.api.ask(account, 'GET', `Call/?status=${state}`);
      const { data } = callIds.safeParse(body);
      if (!data) throw new ProviderFailure('unreachable', 'Plivo: its answer has no list of calls');
      const { calls } = data;
      const asked = calls.map((id) => this.soughtId(account, `${callPath(id)}?status=${state}`, sought));
      found.push(...(await Promise.all(asked)));
    }
    return [...new Set(found.filter((id) => id !== null))];
  }

  /** The id of a call under which it was placed; null where it is another one, or is not in that state any more. */
  private async soughtId(
    account: ProviderAccount,
    path: string,
    { from, to, since }: SoughtCall,
  ): Promise<string | null> {
    const answer = await this.api.ask(account, 'GET', path).catch(nullIfGone);
    const { data } = liveRecord.safeParse(answer?.body);
    if (data?.direction !== 'outbound' || !data.request_uuid) return null;
    if (bare(data.from) !== bare(from) || bare(data.to) !== bare(to)) return null;
    const startedAt = Date.parse(`${data.session_start?.slice(0, 19).replace(' ', 'T')}Z`);
    return startedAt < since.getTime() - clocksDifferMs ? null : data.request_uuid;
  }

  numberWebhook(account: ProviderAccount, number: string): Promise<NumberWebhook | null> {
    return findNumberWebhook(this.api, account, number);
  }

  /** Plivo counts in US dollars. An account that pays afterwards has no credit to run out of. */
  async balance(account: ProviderAccount): Promise<Balance | null> {
    const { body } = await this.api.ask(account, 'GET', '');
    const { billing_mode: mode, cash_credits: credits } = accountRecord.parse(body);
    const amount = Number.parseFloat(`${credits}`);
    return mode === 'postpaid' || !Number.isFinite(amount) ? null : { amount, currency: 'USD' };
  }

  async verify(account: ProviderAccount): Promise<Verification> {
    try {
      await this.api.ask(account, 'GET', '');
      return { ok: true, detail: 'Plivo accepts this account.' };
    } catch (error) {
      return { ok: false, detail: sentence(error) };
    }
  }

  async provision(account: ProviderAccount, number: string, webhooks: NumberWebhooks): Promise<Verification> {
    try {
      return await provisionNumber(this.api, account, number, webhooks);
    } catch (error) {
      return { ok: false, detail: sentence(error) };
    }
  }
}

const taken = z.record(z.string(), z.unknown());

/** One id, or a list of one for one receiver. */
function idOf(body: unknown, name: 'message_uuid' | 'request_uuid'): string {
  const [id] = [taken.safeParse(body).data?.[name]].flat();
  if (typeof id === 'string' && id !== '') return id;
  throw new ProviderFailure('unreachable', `Plivo: its answer has no ${name}`);
}

const callPath = (callUuid: string): string => `Call/${encodeURIComponent(callUuid)}/`;

function nullIfGone(error: unknown): null {
  if (error instanceof ProviderFailure && error.kind === 'gone') return null;
  throw error;
}

const ignoreGone = (error: unknown): void => {
  if (!(error instanceof ProviderFailure && error.kind === 'gone')) throw error;
};

function sentence(error: unknown): string {
  const kind = error instanceof ProviderFailure ? error.kind : 'unreachable';
  return kind === 'unauthorized' || kind === 'gone'
    ? 'Plivo does not accept this auth ID with this auth token.'
    : `Plivo could not be asked: ${(error as Error).message.replace('Plivo: ', '')}`;
}
