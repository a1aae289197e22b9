import { setTimeout } from 'node:timers/promises';
import { Controller, Injectable, Param, ParseIntPipe, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import type { DialReport } from '@ringdown/telephony';
import type { FastifyRequest } from 'fastify';
import { BusyResponders, type CallAddress, CallDocuments, CallEngine, LiveCalls } from '../calls/index.js';
import { CallReceiver } from './call-receiver.js';
import { dialReportedTo, lostDialReport, ringAskedAt } from './callback-context.js';
import { FromProvider } from './provider-methods.js';
import { ProviderSignatureGuard, Verified, type VerifiedRequest } from './provider-signature.guard.js';
import { RescueInterceptor } from './rescue.interceptor.js';

/** What waits at the proxy for a process that starts asks again within a second. */
const graceMs = 1200;
const lookMs = 50;

/**
 * Plivo reports an accepted key by itself, before or after it reports the end of the dial, the more so when both reports have waited
 * for this process to start. A caller who is still there can wait a second to be led on, unless the provider has reported that no key
 * came.
 */
@Injectable()
export class BridgeReportWait {
  constructor(private readonly live: LiveCalls) {}

  async wait(callId: string, attempt: number, { completed, bridged, callerGone }: DialReport): Promise<void> {
    if (!completed || bridged !== null || callerGone) return;
    for (let waited = 0; waited < graceMs && this.isUndecided(callId, attempt); waited += lookMs) {
      await setTimeout(lookMs);
    }
  }

  private isUndecided(callId: string, attempt: number): boolean {
    const call = this.live.get(callId)?.call;
    if (!call) return true;
    const { phase, setup } = call;
    const isAsked = phase.name === 'ringing' || (phase.name === 'screening' && !phase.failed);
    return setup.screening && isAsked && phase.attempt === attempt;
  }
}

/** Requests for the caller's leg: each is one step of the call, answered with what its state calls for. */
@UseGuards(ProviderSignatureGuard)
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId')
export class CallerLegController {
  constructor(
    private readonly engine: CallEngine,
    private readonly busy: BusyResponders,
    private readonly documents: CallDocuments,
    private readonly receiver: CallReceiver,
    private readonly bridgeReport: BridgeReportWait,
  ) {}

  @FromProvider()
  async incoming(@Verified() verified: VerifiedRequest): Promise<string> {
    const incoming = verified.provider.readIncoming(verified.fields);
    if (!incoming) throw new DomainError('invalid', 'The request names no call.');
    const call = await this.receiver.receive(verified.line, verified.provider, incoming);
    return this.documents.forCaller(verified, call);
  }

  /**
   * The provider could not have, or use, our last answer: it asks here, and gets what the call's state calls for. Where it was
   * to report the end of a dial, that dial is over, though nothing is known of how; where it was to ask for the dial after the
   * sentence that we are still trying, it gets it.
   */
  @FromProvider('fallback/:key')
  async fallback(@Verified() verified: VerifiedRequest): Promise<string> {
    const failedUrl = verified.provider.readFailedUrl(verified.fields);
    const unrung = ringAskedAt(failedUrl);
    if (unrung) return this.goOn(verified, verified.addressOf(unrung.callId), unrung.attempt);
    const lost = dialReportedTo(failedUrl);
    if (!lost) return this.incoming(verified);
    const { callId, attempt } = lost;
    const call = await this.busy.handle(verified.addressOf(callId), (busyUserIds, found) => ({
      type: 'end-dial',
      attempt,
      ...lostDialReport(found, attempt),
      busyUserIds,
    }));
    return this.documents.forCaller(verified, call);
  }

  @FromProvider('calls/:callId/proceed')
  proceed(@Verified() verified: VerifiedRequest, @Req() request: FastifyRequest): Promise<string> {
    return this.goOn(verified, verified.address, ringAskedAt(request.raw.url)?.attempt);
  }

  /** `attempt`: the caller has heard the sentence before it, and it is to ring. */
  private async goOn(verified: VerifiedRequest, address: CallAddress, attempt: number | undefined): Promise<string> {
    const call = await this.busy.handle(address, (busyUserIds) => ({
      type: 'proceed',
      ...(attempt === undefined ? {} : { attempt }),
      busyUserIds,
    }));
    return this.documents.forCaller(verified, call);
  }

  @FromProvider('calls/:callId/attempts/:attempt/dial')
  async dialIsOver(
    @Verified() verified: VerifiedRequest,
    @Param('attempt', ParseIntPipe) attempt: number,
  ): Promise<string> {
    const dial = verified.provider.readDial(verified.fields);
    await this.bridgeReport.wait(verified.address.callId, attempt, dial);
    const call = await this.busy.handle(verified.address, (busyUserIds) => ({
      type: 'end-dial',
      attempt,
      ...dial,
      busyUserIds,
    }));
    return this.documents.forCaller(verified, call);
  }

  @FromProvider('calls/:callId/message')
  async message(@Verified() verified: VerifiedRequest): Promise<string> {
    const recording = verified.provider.readRecording(verified.fields);
    const call = await this.engine.handle(verified.address, { type: 'take-message', recording });
    return this.documents.forCaller(verified, call);
  }
}
