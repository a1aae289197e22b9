import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { pageQuery } from '@ringdown/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeThings, type Fields, ReadThings } from '../things/index.js';
import { uploadedFile } from '../uploads/index.js';
import { By, type Doer } from '../who/index.js';
import { audioKind } from './audio.kind.js';
import { AudioContents } from './audio-contents.js';
import { audioFile } from './audio-file.js';
import { sendAudio } from './send-audio.js';

/** Audio files that lines play instead of a spoken text. */
@Controller('api/v1/audio')
export class AudioController {
  constructor(
    private readonly things: ReadThings,
    private readonly changes: ChangeThings,
    private readonly contents: AudioContents,
  ) {}

  @Get()
  list(@Query() query: unknown, @By() { actor }: Doer): Promise<unknown> {
    return this.things.page(audioKind, pageQuery.parse(query), actor.role);
  }

  @Get(':id')
  one(@Param('id') id: string, @By() { actor }: Doer): Promise<Fields> {
    return this.things.one(audioKind, id, actor.role);
  }

  @Get(':id/content')
  async content(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAudio(await this.contents.ofAudio(id), request, reply, 'private, max-age=3600');
  }

  @Post()
  async upload(@Req() request: FastifyRequest, @By() by: Doer): Promise<Fields> {
    const file = audioFile(await uploadedFile(request));
    const { id } = await this.changes.create(audioKind, file, by);
    return this.things.one(audioKind, id, by.actor.role);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.changes.remove(audioKind, id, by);
  }
}
