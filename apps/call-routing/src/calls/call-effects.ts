import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Call, CallCommand, Deadline, Effect } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { timer, Timers } from '@ringdown/platform-timers/bullmq';
import { ProviderFailure } from '@ringdown/telephony';
import { z } from 'zod';
import { callUrls } from './call-urls.js';
import { LineProviders, type ReachedProvider } from './line-providers.js';

const attempt = {
  data: z.object({ callId: z.string(), attempt: z.number().int() }),
  key: (d: { callId: string; attempt: number }) => `${d.callId}.${d.attempt}`,
};

/** The timers of a call. Each is also the call's deadline in Postgres. */
export const callTimers = {
  'ring-timeout': timer(attempt),
  'screening-timeout': timer(attempt),
  'end-check': timer({ data: z.object({ callId: z.string() }), key: ({ callId }) => callId }),
} as const;

type Outcome = Extract<CallCommand, { type: 'end' | 'abandon-redirect' }>;

const redirectTries = 3;
const redirects = counter('call_redirects_total', "Live calls moved through the provider's REST API", ['result']);

/** Timers and the provider's REST API, after a step is saved. What is lost here the deadline in Postgres finds again. */
@Injectable()
export class CallEffects {
  constructor(
    private readonly timers: Timers<typeof callTimers>,
    private readonly providers: LineProviders,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What the call is to hear of it; null where it went as it should. @throws where Redis or the provider fails. */
  async perform(call: Call, effect: Effect): Promise<Outcome | null> {
    if (effect.type === 'redirect') return this.redirect(call);
    await this.arm(call.id, effect.deadline);
    return null;
  }

  private arm(callId: string, deadline: Deadline): Promise<void> {
    const at = new Date(deadline.at);
    return deadline.timer === 'end-check'
      ? this.timers.arm('end-check', { callId }, at)
      : this.timers.rearm(deadline.timer, { callId, attempt: deadline.attempt }, at);
  }

  /** Sends the caller's leg to ask anew. Where that fails, the provider's own dial limit moves the call. */
  private async redirect(call: Call): Promise<Outcome | null> {
    const reached = this.providers.forLine(call.lineId);
    if (!reached) return null;
    const url = callUrls(reached.base, call.id).proceed;
    for (let tries = 1; tries <= redirectTries; tries++) {
      try {
        await reached.provider.redirect(reached.account, call.providerCallId, url);
        redirects.inc({ result: 'done' });
        return null;
      } catch (error) {
        const gone = error instanceof ProviderFailure && error.kind === 'gone';
        this.logger.warn({ err: error, callId: call.id, attempt: tries }, 'a live call could not be redirected');
        if (gone) return this.endOf(call, reached);
        if (tries < redirectTries) await wait(250 * tries);
      }
    }
    redirects.inc({ result: 'failed' });
    return { type: 'abandon-redirect', at: this.now() };
  }

  /** The caller is gone already: no need to wait for the provider to report it. */
  private async endOf(call: Call, { provider, account }: ReachedProvider): Promise<Outcome> {
    redirects.inc({ result: 'gone' });
    const status = await provider.callStatus(account, call.providerCallId);
    const at = this.now();
    return status.state === 'ended'
      ? { type: 'end', duration: status.duration, failed: status.failed, at }
      : { type: 'abandon-redirect', at };
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
