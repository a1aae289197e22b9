import { Controller, Header, HttpCode, Param, ParseIntPipe, Req, UseInterceptors } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { FastifyRequest } from 'fastify';
import { RunCall } from '../calls/run-call.js';
import { AwaitBridge } from './await-bridge.js';
import { dialReportedTo, lostDialReport, ringAskedAt } from './lost-dial-report.js';
import { FromProvider } from './provider-methods.js';
import { ReceiveCall } from './receive-call.js';
import { RescueInterceptor } from '../rescue/rescue.interceptor.js';
import type { VerifiedRequest } from './signed-request.js';
import { VoiceDoor } from './voice-door.js';

const xml = 'text/xml; charset=utf-8';

/** Requests for the caller's leg: each is one step of the call, answered with what its state calls for. */
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId')
export class CallerLegController {
  constructor(
    private readonly door: VoiceDoor,
    private readonly runCall: RunCall,
    private readonly receiveCall: ReceiveCall,
    private readonly awaitBridge: AwaitBridge,
    private readonly mirror: ConfigMirror,
  ) {}

  @FromProvider()
  @HttpCode(200)
  @Header('content-type', xml)
  async incoming(@Req() request: FastifyRequest, @Param('lineId') lineId: string): Promise<string> {
    const line = await this.mirror.find('line', lineId);
    if (line) await this.mirror.find('provider-account', line.providerAccountId);
    const verified = this.door.enter(request);
    const incoming = verified.provider.readIncoming(verified.fields);
    if (!line || !incoming) throw new DomainError('invalid', 'The request names no call.');
    const call = await this.receiveCall.execute(line, verified.provider.name, incoming);
    return this.door.answerCaller(verified, call).body;
  }

  /**
   * The provider could not have, or use, our last answer: it asks here, and gets what the call's state calls for. Where it was
   * to report the end of a dial, that dial is over, though nothing is told of how; where it was to ask for the dial after the
   * sentence that we are still trying, it gets it.
   */
  @FromProvider('fallback/:key')
  @HttpCode(200)
  @Header('content-type', xml)
  async fallback(@Req() request: FastifyRequest, @Param('lineId') lineId: string): Promise<string> {
    const verified = this.door.enter(request);
    const failedUrl = verified.provider.readFailedUrl(verified.fields);
    const unrung = ringAskedAt(failedUrl);
    if (unrung)
      return this.goOn({ ...verified, address: { ...verified.address, callId: unrung.callId } }, unrung.attempt);
    const lost = dialReportedTo(failedUrl);
    if (!lost) return this.incoming(request, lineId);
    const { callId, attempt } = lost;
    const address = { ...verified.address, callId };
    const call = await this.runCall.reportThatMayRing(address, (busyUserIds, found) => ({
      type: 'end-dial',
      attempt,
      ...lostDialReport(found, attempt),
      busyUserIds,
    }));
    return this.door.answerCaller(verified, call).body;
  }

  @FromProvider('calls/:callId/proceed')
  @HttpCode(200)
  @Header('content-type', xml)
  async proceed(@Req() request: FastifyRequest): Promise<string> {
    return this.goOn(this.door.enter(request), ringAskedAt(request.raw.url)?.attempt);
  }

  /** `attempt`: the caller has heard the sentence before it, and it is to ring. */
  private async goOn(verified: VerifiedRequest, attempt: number | undefined): Promise<string> {
    const call = await this.runCall.reportThatMayRing(verified.address, (busyUserIds) => ({
      type: 'proceed',
      ...(attempt === undefined ? {} : { attempt }),
      busyUserIds,
    }));
    return this.door.answerCaller(verified, call).body;
  }

  @FromProvider('calls/:callId/attempts/:attempt/dial')
  @HttpCode(200)
  @Header('content-type', xml)
  async dialIsOver(@Req() request: FastifyRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const verified = this.door.enter(request);
    const dial = verified.provider.readDial(verified.fields);
    await this.awaitBridge.execute(verified.address.callId, attempt, dial);
    const call = await this.runCall.reportThatMayRing(verified.address, (busyUserIds) => ({
      type: 'end-dial',
      attempt,
      ...dial,
      busyUserIds,
    }));
    return this.door.answerCaller(verified, call).body;
  }

  @FromProvider('calls/:callId/message')
  @HttpCode(200)
  @Header('content-type', xml)
  async message(@Req() request: FastifyRequest): Promise<string> {
    const verified = this.door.enter(request);
    const recording = verified.provider.readRecording(verified.fields);
    const call = await this.runCall.report(verified.address, () => ({ type: 'take-message', recording }));
    return this.door.answerCaller(verified, call).body;
  }
}
