import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Controller, Get, Injectable, Param, Req, Res } from '@nestjs/common';
import { callRpc } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { type Media, ProviderFailure } from '@ringdown/telephony';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint } from '../api/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';

type MediaKind = 'recording' | 'voicemail';

const audible = new Set([200, 206, 416]);

/** The audio of a call, fetched at the provider with the account's password, so that nobody else needs it. */
@Injectable()
export class ProviderMedia {
  constructor(
    private readonly rpc: RpcClient,
    private readonly access: ProviderAccess,
  ) {}

  /** `range` is passed on. @throws DomainError `not-found` until it is there, `unavailable` where the provider does not answer. */
  async fetch(callId: string, kind: MediaKind, range: string | undefined): Promise<Media> {
    const { providerUrl, providerAccountId } = await this.rpc.request(callRpc.media, { id: callId, kind });
    const { provider, account } = await this.access.resolveAccount(providerAccountId);
    const media = await provider.fetchMedia(account, providerUrl, range).catch((error: unknown) => {
      throw toDomainError(error, kind);
    });
    if (audible.has(media.status)) return media;
    await media.body?.cancel();
    if (media.status === 404) throw new DomainError('not-found', `The ${kind} of this call is not there.`);
    throw new DomainError('unavailable', `The provider answered with status ${media.status}. Try again.`);
  }
}

function toDomainError(error: unknown, kind: MediaKind): DomainError {
  if (error instanceof ProviderFailure && error.kind === 'refused') {
    return new DomainError('not-found', `The address of the ${kind} of this call is not one of its provider.`);
  }
  return new DomainError(
    'unavailable',
    `The provider does not hand out the ${kind} now (${String(error)}). Try again.`,
  );
}

/** Recordings and voicemails, for those who may see the call. */
@Controller('api/v1/calls/:id')
export class MediaController {
  constructor(private readonly media: ProviderMedia) {}

  @Get('recording')
  @Endpoint({
    summary: 'The audio of the conversation, with range requests',
    access: 'viewer',
    answerType: 'audio/*',
  })
  recording(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.stream(id, 'recording', request, reply);
  }

  @Get('voicemail')
  @Endpoint({
    summary: 'The audio of the voicemail, with range requests',
    access: 'viewer',
    answerType: 'audio/*',
  })
  voicemail(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.stream(id, 'voicemail', request, reply);
  }

  private async stream(id: string, kind: MediaKind, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const answer = await this.media.fetch(id, kind, request.headers.range);
    void reply.status(answer.status).header('cache-control', 'private, max-age=3600');
    void reply.headers(answer.headers);
    const body = answer.body ? Readable.fromWeb(answer.body as ReadableStream) : '';
    await reply.send(body);
  }
}
