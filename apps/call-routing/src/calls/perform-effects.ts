import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Call, Deadline, Effect } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { Timers } from '@ringdown/platform-timers';
import { ProviderFailure } from '@ringdown/telephony';
import { callUrls } from '../voice/call-urls.js';
import { Providers, type ReachedProvider } from '../voice/providers.js';
import { AdvanceCall } from './advance-call.js';
import { callTimers } from './call.timers.js';

const redirectTries = 3;
const redirects = counter('call_redirects_total', "Live calls moved through the provider's REST API", ['result']);

/** Timers and provider REST, after the commit. What is lost here the deadline in Postgres finds again. */
@Injectable()
export class PerformEffects {
  constructor(
    private readonly timers: Timers<typeof callTimers>,
    private readonly providers: Providers,
    private readonly advanceCall: AdvanceCall,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async perform(call: Call, effects: readonly Effect[]): Promise<void> {
    await Promise.all(effects.map((e) => (e.type === 'arm' ? this.arm(call.id, e.deadline) : this.redirect(call))));
  }

  private arm(callId: string, deadline: Deadline): Promise<void> {
    const at = new Date(deadline.at);
    return deadline.timer === 'end-check'
      ? this.timers.arm('end-check', { callId }, at)
      : this.timers.rearm(deadline.timer, { callId, attempt: deadline.attempt }, at);
  }

  /** The caller's leg is told to ask anew. Where that fails, the provider's own dial limit moves the call. */
  private async redirect(call: Call): Promise<void> {
    const reached = this.providers.forLine(call.lineId);
    if (!reached) return;
    const url = callUrls(reached.base, call.id).proceed;
    for (let attempt = 1; attempt <= redirectTries; attempt++) {
      try {
        await reached.provider.redirect(reached.account, call.providerCallId, url);
        redirects.inc({ result: 'done' });
        return;
      } catch (error) {
        const gone = error instanceof ProviderFailure && error.kind === 'gone';
        this.logger.warn({ err: error, callId: call.id, attempt }, 'a live call could not be redirected');
        if (gone) return this.learnTheEnd(call, reached);
        if (attempt < redirectTries) await wait(250 * attempt);
      }
    }
    redirects.inc({ result: 'failed' });
    await this.advanceCall.execute(call.id, () => ({ type: 'abandon-redirect', at: this.now() }));
  }

  /** The caller is gone already: no need to wait for the provider to report it. */
  private async learnTheEnd(call: Call, { provider, account }: ReachedProvider): Promise<void> {
    redirects.inc({ result: 'gone' });
    const status = await provider.callStatus(account, call.providerCallId);
    const at = this.now();
    await this.advanceCall.execute(call.id, () =>
      status.state === 'ended'
        ? { type: 'end', duration: status.duration, failed: status.failed, at }
        : { type: 'abandon-redirect', at },
    );
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
