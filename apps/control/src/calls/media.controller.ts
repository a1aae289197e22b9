import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type MediaKind, ProviderMedia } from './provider-media.js';

/** Recordings and voicemails, for those who may see the call. */
@Controller('api/v1/calls/:id')
export class MediaController {
  constructor(private readonly media: ProviderMedia) {}

  @Get('recording')
  recording(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.stream(id, 'recording', request, reply);
  }

  @Get('voicemail')
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
