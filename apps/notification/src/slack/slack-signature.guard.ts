import { createHash } from 'node:crypto';
import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { SlackApi } from '@ringdown/chat';
import { Clock, DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { counter } from '@ringdown/platform-telemetry';
import type { FastifyRequest } from 'fastify';
import { SlackApps } from './slack-apps.js';
import { isFresh } from './slack-signature.js';

const refused = counter('slack_requests_refused_total', "Requests of Slack's addresses that were not Slack's", [
  'reason',
]);

export interface SlackRequest {
  /** The bots of the app that it came from, one a workspace; empty where it only tests the connection. */
  readonly bots: readonly SlackApi[];
  readonly fields: Readonly<Record<string, string>>;
  /** The same for a request that is sent again, and for no other: each holds a trigger of its own. */
  readonly key: string;
}
type WithVerified = FastifyRequest & { slack?: SlackRequest };

/** The verified request, as a parameter of a route behind `SlackSignatureGuard`. */
export const FromSlack = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { slack } = context.switchToHttp().getRequest<WithVerified>();
  if (!slack) throw new Error('The request was not verified: SlackSignatureGuard is missing at this route.');
  return slack;
});

/** Lets only Slack in, by the signature of any app that a channel has, over the bytes as they came. */
@Injectable()
export class SlackSignatureGuard implements CanActivate {
  constructor(
    private readonly apps: SlackApps,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unauthenticated` for anything that no app of ours signed within five minutes; nothing happens then. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<WithVerified>();
    const body = typeof request.body === 'string' ? request.body : '';
    const fields = Object.fromEntries(new URLSearchParams(body));
    const key = createHash('sha256').update(body).digest('hex');
    // Slack looks now and then whether somebody with a certificate is there: it wants to hear 200, and nothing is done
    const onlyTests = fields['ssl_check'] === '1';
    request.slack = { bots: onlyTests ? [] : this.verify(request, body), fields, key };
    return true;
  }

  private verify({ headers }: FastifyRequest, body: string): readonly SlackApi[] {
    const timestamp = textOf(headers['x-slack-request-timestamp']);
    const signature = textOf(headers['x-slack-signature']);
    if (timestamp === '' || signature === '' || body === '')
      throw refusal('not_signed', 'Only Slack may ask here, with a form that it signed (X-Slack-Signature).');
    if (!isFresh(timestamp, this.clock.now()))
      throw refusal('too_old', 'This was signed more than five minutes ago, or the clock of this machine is wrong.');
    const bots = this.apps.signersOf({ body, timestamp, signature });
    if (bots.length > 0) return bots;
    if (!this.mirror.ready) throw new DomainError('unavailable', 'The configuration has not arrived yet. Try again.');
    throw refusal(
      'signature',
      "The signature does not match. Check the signing secret of the channel: it is on the app's page, under Basic Information.",
    );
  }
}

const textOf = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

function refusal(reason: string, sentence: string): DomainError {
  refused.inc({ reason });
  return new DomainError('unauthenticated', sentence);
}
