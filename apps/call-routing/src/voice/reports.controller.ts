import { Controller, Header, HttpCode, Param, ParseEnumPipe, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdvanceCall } from '../calls/advance-call.js';
import { AttachRecording } from '../calls/log/removal/attach-recording.js';
import { RunCall } from '../calls/run-call.js';
import { RescueInterceptor } from '../rescue/rescue.interceptor.js';
import { FromProvider } from './provider-methods.js';
import { VoiceDoor } from './voice-door.js';

const xml = 'text/xml; charset=utf-8';
const kinds = { conversation: 'conversation', voicemail: 'voicemail' } as const;

/** Reports that expect no instruction: the end of a call, recordings, transcriptions. They come late, twice, and in any order. */
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId')
export class ReportsController {
  constructor(
    private readonly door: VoiceDoor,
    private readonly runCall: RunCall,
    private readonly advanceCall: AdvanceCall,
    private readonly attachRecording: AttachRecording,
  ) {}

  /** Set at the number: the call is known by the provider's id alone. */
  @FromProvider('status')
  @HttpCode(200)
  @Header('content-type', xml)
  async status(@Req() request: FastifyRequest): Promise<string> {
    const verified = this.door.enter(request);
    const { provider, fields } = verified;
    const end = provider.readEnd(fields);
    const stored = end && (await this.advanceCall.findByProvider(provider.name, provider.readCallId(fields) ?? ''));
    if (end && stored)
      await this.runCall.report({ ...verified.address, callId: stored.call.id }, () => ({ type: 'end', ...end }));
    return provider.acknowledgement.body;
  }

  @FromProvider('calls/:callId/transcript')
  @HttpCode(200)
  @Header('content-type', xml)
  async transcript(@Req() request: FastifyRequest): Promise<string> {
    const verified = this.door.enter(request);
    const { provider, fields } = verified;
    const text = provider.readTranscript(fields);
    if (text) await this.runCall.report(verified.address, () => ({ type: 'attach-transcript', text }));
    return provider.acknowledgement.body;
  }

  @FromProvider('calls/:callId/recordings/:kind')
  @HttpCode(200)
  @Header('content-type', xml)
  async recording(
    @Req() request: FastifyRequest,
    @Param('kind', new ParseEnumPipe(kinds)) kind: keyof typeof kinds,
  ): Promise<string> {
    const verified = this.door.enter(request);
    const { provider, fields } = verified;
    const recording = provider.readRecording(fields);
    if (recording) await this.attachRecording.execute(verified.address, kind, recording);
    return provider.acknowledgement.body;
  }
}
