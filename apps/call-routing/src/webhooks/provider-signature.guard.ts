import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { fallbackKey, Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { counter } from '@ringdown/platform-telemetry';
import { type Fields, formFields, type IncomingCall, queryFields, type SignedRequest } from '@ringdown/telephony';
import type { FastifyRequest } from 'fastify';
import { type CallAddress, CallDefectRepository, LineProviders, type LineProvider } from '../calls/index.js';
import { callbackContextOf, failedAnswer } from './callback-context.js';
import { CallRebuilder } from './call-rebuilder.js';

const refused = counter('voice_requests_refused_total', "Requests to the voice webhooks that were not the provider's", [
  'reason',
]);

export interface VerifiedRequest extends LineProvider {
  readonly fields: Fields;
  /** The call that the URL names, on the line that it names. */
  readonly address: CallAddress;
  /** Another call of the same line. */
  readonly addressOf: (callId: string) => CallAddress;
  /** The check of signatures itself failed, and the request proved by the fallback URL's key where it comes from. */
  readonly defect?: unknown;
}

type Parameters = Readonly<Record<'provider' | 'lineId' | 'callId' | 'key', string | undefined>>;
type WithVerified = FastifyRequest & { verified?: VerifiedRequest };

/** What the guard found of a request. @throws Error where no guard has run, which is a defect of ours. */
export function verifiedOf(request: FastifyRequest): VerifiedRequest {
  const { verified } = request as WithVerified;
  if (!verified) throw new Error('The request was not verified: ProviderSignatureGuard is missing at this route.');
  return verified;
}

/** The verified request, as a parameter of a route behind `ProviderSignatureGuard`. */
export const Verified = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  verifiedOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/**
 * Lets only the provider in: the signature over the URL as the provider knows it (VOICE_URL or PUBLIC_URL and the raw request
 * target; forwarded headers are not trusted) and the form as sent. By GET all fields are in the URL, which is signed.
 */
@Injectable()
export class ProviderSignatureGuard implements CanActivate {
  constructor(
    private readonly providers: LineProviders,
    private readonly mirror: ConfigMirror,
    private readonly rebuilder: CallRebuilder,
    private readonly defects: CallDefectRepository,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError `not-found` for an unknown line, `forbidden` for anything not signed with its account's token. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithVerified>();
    try {
      request.verified = await this.verify(request);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      request.verified = this.verifyByKey(request, error);
    }
    return true;
  }

  private async verify(request: FastifyRequest): Promise<VerifiedRequest> {
    const { provider, lineId = '' } = request.params as Parameters;
    const signed = this.signedPart(request);
    const reached = await this.reach(provider ?? '', lineId, signed);
    if (!reached || reached.provider.name !== provider) {
      refused.inc({ reason: 'unknown_line' });
      throw new DomainError(
        'not-found',
        "There is no such line. Paste the webhook URL that the line shows into the provider's console.",
      );
    }
    if (!reached.provider.isSigned(signed, reached.account)) {
      refused.inc({ reason: 'signature' });
      throw new DomainError(
        'forbidden',
        "The signature does not match. Check PUBLIC_URL (or VOICE_URL) and the account's auth token.",
      );
    }
    return this.verified(request, reached);
  }

  /**
   * Nobody waits here who has not signed: a line that is not known is waited for, since it may have been created a moment ago, only
   * where an account of ours at that provider has signed the request, or where this process has no configuration yet.
   */
  private async reach(provider: string, lineId: string, signed: SignedRequest): Promise<LineProvider | null> {
    const reached = this.providers.forLine(lineId);
    if (reached || (this.mirror.ready && !this.providers.isSignedByAnAccount(provider, signed))) return reached;
    const line = await this.mirror.find('line', lineId);
    if (line) await this.mirror.find('provider-account', line.providerAccountId);
    return this.providers.forLine(lineId);
  }

  /** The check of signatures itself has failed: only the fallback URL proves by itself, with its key, where it comes from. */
  private verifyByKey(request: FastifyRequest, defect: unknown): VerifiedRequest {
    const { lineId = '', key } = request.params as Parameters;
    void this.defects.note({ callId: null, lineId, defects: [failedAnswer(request.raw.url, defect)] });
    const reached = this.providers.forLine(lineId);
    if (!reached || key !== fallbackKey(this.settings.secretKey, lineId))
      throw new DomainError('forbidden', 'The signature could not be checked. Ask the fallback URL of the line.');
    return { ...this.verified(request, reached), defect };
  }

  private verified(request: FastifyRequest, reached: LineProvider): VerifiedRequest {
    const { lineId = '', callId = '' } = request.params as Parameters;
    const fields = fieldsOf(request);
    const { provider } = reached;
    const context = callbackContextOf(
      { provider, lineId, url: request.raw.url ?? '' },
      incomingIn(reached.provider, fields),
    );
    const addressOf = (id: string): CallAddress => ({
      callId: id,
      lineId,
      rebuild: () => this.rebuilder.rebuild(id, context),
    });
    return { ...reached, fields, address: addressOf(callId), addressOf };
  }

  private signedPart(request: FastifyRequest): SignedRequest {
    const { method, headers } = request;
    return {
      url: `${this.settings.voiceUrl}${request.raw.url ?? ''}`,
      method,
      headers,
      fields: formFields(request.body),
    };
  }
}

/**
 * What is said in a request: by POST in the form, by GET in the query. What a form says is not said by the query, which may be the
 * number's own: `?tenant=1`.
 */
const fieldsOf = (request: FastifyRequest): Fields =>
  request.method === 'GET' ? queryFields(request.raw.url ?? '') : formFields(request.body);

/** Only for the case that the call has to be rebuilt: what cannot be read here is no reason to refuse the request. */
function incomingIn(provider: LineProvider['provider'], fields: Fields): IncomingCall | null {
  try {
    return provider.readIncoming(fields);
  } catch {
    return null;
  }
}
