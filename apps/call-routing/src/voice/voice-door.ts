import { Injectable } from '@nestjs/common';
import type { Call } from '@ringdown/domain-calls';
import { fallbackKey, Settings } from '@ringdown/platform-config';
import { correlateAs } from '@ringdown/platform-telemetry';
import type { ProviderDocument } from '@ringdown/telephony';
import type { FastifyRequest } from 'fastify';
import { callerInstruction, responderInstruction } from './instructions.js';
import { Providers } from './providers.js';
import { fieldsOf, type VerifiedRequest, verified } from './signed-request.js';

/** Who may come in, and what is answered. */
@Injectable()
export class VoiceDoor {
  constructor(
    private readonly providers: Providers,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError where the request is not the provider's own. */
  enter(request: FastifyRequest): VerifiedRequest {
    const entered = verified(request, this.providers, this.settings.voiceUrl);
    if (entered.address.callId) correlateAs(entered.address.callId);
    return entered;
  }

  /** By the key of the line's fallback URL, which nobody else knows; null where it is another. The form is taken as it is. */
  enterByKey(request: FastifyRequest): Pick<VerifiedRequest, 'provider' | 'base' | 'fields'> | null {
    const { lineId = '', key } = request.params as { lineId?: string; key?: string };
    const reached = this.providers.forLine(lineId);
    return reached && key === fallbackKey(this.settings.secretKey, lineId)
      ? { ...reached, fields: fieldsOf(request) }
      : null;
  }

  answerCaller({ provider, base }: VerifiedRequest, call: Call): ProviderDocument {
    return provider.renderForCaller(callerInstruction(call, base));
  }

  answerResponder({ provider, base }: VerifiedRequest, call: Call, attempt: number): ProviderDocument {
    return provider.renderForResponder(responderInstruction(call, attempt, base));
  }
}
