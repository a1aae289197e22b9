import { Controller, Header, HttpCode, Param, ParseIntPipe, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RunCall } from '../calls/run-call.js';
import { RescueInterceptor } from '../rescue/rescue.interceptor.js';
import { FromProvider } from './provider-methods.js';
import { VoiceDoor } from './voice-door.js';

const xml = 'text/xml; charset=utf-8';

const reports = {
  ringing: 'report-ringing',
  'picked-up': 'pick-up',
  bridged: 'bridge',
  unconfirmed: 'fail-screening',
} as const;

/** Requests for a responder's leg, after the pick-up and before the bridge. */
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId/calls/:callId/attempts/:attempt')
export class ResponderLegController {
  constructor(
    private readonly door: VoiceDoor,
    private readonly runCall: RunCall,
  ) {}

  /** That it is asked for is itself the pick-up. */
  @FromProvider('screen')
  @HttpCode(200)
  @Header('content-type', xml)
  async screen(@Req() request: FastifyRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const verified = this.door.enter(request);
    const call = await this.runCall.report(verified.address, () => ({ type: 'pick-up', attempt }));
    return this.door.answerResponder(verified, call, attempt).body;
  }

  @FromProvider('keys')
  @HttpCode(200)
  @Header('content-type', xml)
  async keys(@Req() request: FastifyRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const verified = this.door.enter(request);
    const digit = verified.provider.readKeys(verified.fields);
    const call = await this.runCall.report(verified.address, () => ({ type: 'press', attempt, digit }));
    return this.door.answerResponder(verified, call, attempt).body;
  }

  @FromProvider('leg')
  @HttpCode(200)
  @Header('content-type', xml)
  async leg(@Req() request: FastifyRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const verified = this.door.enter(request);
    const { provider, fields } = verified;
    const what = provider.readLeg(fields);
    if (what === 'passed') {
      const pass = (busyUserIds: readonly string[]) => ({ type: 'pass' as const, attempt, busyUserIds });
      await this.runCall.reportThatMayRing(verified.address, pass);
    } else if (what) await this.runCall.report(verified.address, () => ({ type: reports[what], attempt }));
    return provider.acknowledgement.body;
  }
}
