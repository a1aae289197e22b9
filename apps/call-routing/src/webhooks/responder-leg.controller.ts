import { Controller, Param, ParseIntPipe, UseGuards, UseInterceptors } from '@nestjs/common';
import { BusyResponders, CallDocuments, CallEngine } from '../calls/index.js';
import { FromProvider } from './provider-methods.js';
import { ProviderSignatureGuard, Verified, type VerifiedRequest } from './provider-signature.guard.js';
import { RescueInterceptor } from './rescue.interceptor.js';

const reports = {
  ringing: 'report-ringing',
  'picked-up': 'pick-up',
  bridged: 'bridge',
  unconfirmed: 'fail-screening',
} as const;

/** Requests for a responder's leg, after the pick-up and before the bridge. */
@UseGuards(ProviderSignatureGuard)
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId/calls/:callId/attempts/:attempt')
export class ResponderLegController {
  constructor(
    private readonly engine: CallEngine,
    private readonly busy: BusyResponders,
    private readonly documents: CallDocuments,
  ) {}

  /** That it is asked for is itself the pick-up. */
  @FromProvider('screen')
  async screen(
    @Verified() verified: VerifiedRequest,
    @Param('attempt', ParseIntPipe) attempt: number,
  ): Promise<string> {
    const call = await this.engine.handle(verified.address, { type: 'pick-up', attempt });
    return this.documents.forResponder(verified, call, attempt);
  }

  @FromProvider('keys')
  async keys(@Verified() verified: VerifiedRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const digit = verified.provider.readKeys(verified.fields);
    const call = await this.engine.handle(verified.address, { type: 'press', attempt, digit });
    return this.documents.forResponder(verified, call, attempt);
  }

  @FromProvider('leg')
  async leg(@Verified() verified: VerifiedRequest, @Param('attempt', ParseIntPipe) attempt: number): Promise<string> {
    const { provider, fields, address } = verified;
    const what = provider.readLeg(fields);
    if (what === 'passed') {
      await this.busy.handle(address, (busyUserIds) => ({ type: 'pass', attempt, busyUserIds }));
    } else if (what) await this.engine.handle(address, { type: reports[what], attempt });
    return provider.acknowledgement.body;
  }
}
