import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { counter } from '@ringdown/platform-telemetry';
import { type Fields, formFields, queryFields, type ReachedAccount } from '@ringdown/telephony';
import type { FastifyRequest } from 'fastify';
import { TelephonyAccounts } from './telephony-accounts.js';

const refused = counter(
  'telephony_requests_refused_total',
  "Requests about texts and calls to people that were not the provider's",
  ['reason'],
);

export interface VerifiedRequest extends ReachedAccount {
  readonly fields: Fields;
}
type WithVerified = FastifyRequest & { verified?: VerifiedRequest };

/** The verified request, as a parameter of a route behind `PeopleSignatureGuard`. */
export const Verified = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { verified } = context.switchToHttp().getRequest<WithVerified>();
  if (!verified) throw new Error('The request was not verified: PeopleSignatureGuard is missing at this route.');
  return verified;
});

/** Lets only the provider in, by the signature of the account that the URL names over the URL as the provider was given it. */
@Injectable()
export class PeopleSignatureGuard implements CanActivate {
  constructor(
    private readonly accounts: TelephonyAccounts,
    private readonly mirror: ConfigMirror,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError `not-found` for an unknown account, `forbidden` for anything not signed with its token. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithVerified>();
    const { provider, accountId = '' } = request.params as { provider?: string; accountId?: string };
    // an account that was made a moment ago may be on its way
    if (!this.mirror.ready) await this.mirror.find('provider-account', accountId);
    const reached = this.accounts.find(accountId);
    if (!reached || reached.provider.name !== provider) {
      refused.inc({ reason: 'unknown_account' });
      throw new DomainError('not-found', 'There is no such provider account.');
    }
    const form = formFields(request.body);
    const { method, headers } = request;
    const url = `${this.settings.notificationUrl}${request.raw.url ?? ''}`;
    if (!reached.provider.isSigned({ url, method, headers, fields: form }, reached.account)) {
      refused.inc({ reason: 'signature' });
      throw new DomainError(
        'forbidden',
        "The signature does not match. Check PUBLIC_URL (or NOTIFICATION_URL) and the account's auth token.",
      );
    }
    request.verified = { ...reached, fields: method === 'GET' ? queryFields(request.raw.url ?? '') : form };
    return true;
  }
}
