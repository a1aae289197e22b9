import { All, applyDecorators, Controller, Header, HttpCode, Param, UseGuards } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { CallAnswers } from './call-answers.js';
import { NotificationOutcomes } from './notification-outcomes.js';
import { PeopleSignatureGuard, Verified, type VerifiedRequest } from './provider-signature.guard.js';
import { TextAnswers } from './text-answers.js';

/** A provider asks by POST, or by GET where somebody has set that at the number. */
const FromProvider = (path: string): MethodDecorator =>
  applyDecorators(All(path), HttpCode(200), Header('content-type', 'text/xml; charset=utf-8'));

/** What providers say of the texts and calls that people get, and what people answer. It comes late, twice and in any order. */
@UseGuards(PeopleSignatureGuard)
@Controller('telephony/:provider/:accountId')
export class PeopleWebhooksController {
  constructor(
    private readonly outcomes: NotificationOutcomes,
    private readonly calls: CallAnswers,
    private readonly texts: TextAnswers,
    private readonly clock: Clock,
  ) {}

  /** A person wrote to a number of ours. */
  @FromProvider('texts')
  async text(@Verified() { provider, fields }: VerifiedRequest): Promise<string> {
    const text = provider.readIncomingText(fields);
    const reply = text && (await this.texts.answer(text, this.clock.now()));
    return provider.renderText(text && reply ? { from: text.to, to: text.from, text: reply } : null).body;
  }

  @FromProvider('texts/:id/status')
  async textStatus(@Verified() { provider, fields }: VerifiedRequest, @Param('id') id: string): Promise<string> {
    const status = provider.readTextStatus(fields);
    if (status && status.state !== 'accepted') {
      const { state: report, reason: detail, category, providerMessageId: providerId } = status;
      await this.outcomes.apply(id, { report, detail, category, providerId });
    }
    return provider.acknowledgement.body;
  }

  /** Somebody, or a voicemail box, picked up. */
  @FromProvider('calls/:id')
  async document(@Verified() { provider, id: accountId }: VerifiedRequest, @Param('id') id: string): Promise<string> {
    const said = await this.calls.prompt(id);
    return this.rendered(provider, accountId, id, said);
  }

  @FromProvider('calls/:id/keys')
  async keys(
    @Verified() { provider, id: accountId, fields }: VerifiedRequest,
    @Param('id') id: string,
  ): Promise<string> {
    const said = await this.calls.press(id, provider.readKeys(fields));
    return this.rendered(provider, accountId, id, said);
  }

  @FromProvider('calls/:id/status')
  async callStatus(@Verified() { provider, fields }: VerifiedRequest, @Param('id') id: string): Promise<string> {
    const end = provider.readPlacedCallEnd(fields);
    if (end) await this.calls.end(id, end);
    return provider.acknowledgement.body;
  }

  private rendered(
    provider: VerifiedRequest['provider'],
    accountId: string,
    id: string,
    { say, takesKey }: Awaited<ReturnType<CallAnswers['prompt']>>,
  ): string {
    if (!takesKey) return provider.renderSpoken(say).body;
    const keysUrl = this.calls.keysUrl(provider.name, accountId, id);
    return provider.renderForPerson({ say: [say], keysUrl, timeoutSeconds: 10, repeats: 1 }).body;
  }
}
