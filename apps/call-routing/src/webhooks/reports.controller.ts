import { Controller, Param, ParseEnumPipe, UseGuards, UseInterceptors } from '@nestjs/common';
import { CallEngine } from '../calls/index.js';
import { RecordingsService } from '../recordings/index.js';
import { FromProvider } from './provider-methods.js';
import { ProviderSignatureGuard, Verified, type VerifiedRequest } from './provider-signature.guard.js';
import { RescueInterceptor } from './rescue.interceptor.js';

const kinds = { conversation: 'conversation', voicemail: 'voicemail' } as const;

/** Reports that expect no instruction: the end of a call, recordings, transcriptions. They come late, twice, and in any order. */
@UseGuards(ProviderSignatureGuard)
@UseInterceptors(RescueInterceptor)
@Controller('voice/:provider/:lineId')
export class ReportsController {
  constructor(
    private readonly engine: CallEngine,
    private readonly recordings: RecordingsService,
  ) {}

  /** Set at the number: the call is known by the provider's id alone. */
  @FromProvider('status')
  async status(@Verified() { provider, fields, addressOf }: VerifiedRequest): Promise<string> {
    const end = provider.readEnd(fields);
    const stored = end && (await this.engine.findByProvider(provider.name, provider.readCallId(fields) ?? ''));
    if (end && stored) await this.engine.handle(addressOf(stored.call.id), { type: 'end', ...end });
    return provider.acknowledgement.body;
  }

  @FromProvider('calls/:callId/transcript')
  async transcript(@Verified() { provider, fields, address }: VerifiedRequest): Promise<string> {
    const text = provider.readTranscript(fields);
    if (text) await this.engine.handle(address, { type: 'attach-transcript', text });
    return provider.acknowledgement.body;
  }

  @FromProvider('calls/:callId/recordings/:kind')
  async recording(
    @Verified() { provider, fields, address }: VerifiedRequest,
    @Param('kind', new ParseEnumPipe(kinds)) kind: keyof typeof kinds,
  ): Promise<string> {
    const recording = provider.readRecording(fields);
    if (recording) await this.recordings.attach(address, kind, recording);
    return provider.acknowledgement.body;
  }
}
