import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AudioContents } from './audio-contents.js';
import { sendAudio } from './send-audio.js';

/** The copy that the provider fetches, without signing in: who knows its name may hear it. */
@Controller('audio')
export class PublicAudioController {
  constructor(private readonly contents: AudioContents) {}

  @Get(':file')
  async play(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAudio(await this.contents.ofFile(file), request, reply, 'public, max-age=31536000, immutable');
  }
}
