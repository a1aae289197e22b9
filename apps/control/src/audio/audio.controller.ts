import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { page, pageQuery, shownConfiguration } from '@ringdown/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint, uploadedFile } from '../api/index.js';
import { type Fields, ResourceReader, ResourceService } from '../configuration/index.js';
import { AudioContentRepository } from './audio-content.repository.js';
import { audioFile } from './audio-file.js';
import { audioResource } from './audio.resource.js';
import { sendAudio } from './send-audio.js';

const answer = shownConfiguration.audio;

/** Audio files that lines play instead of a spoken text. */
@Controller('api/v1/audio')
export class AudioController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly resources: ResourceService,
    private readonly contents: AudioContentRepository,
  ) {}

  @Get()
  @Endpoint({ summary: 'List audio files, by name', access: 'viewer', query: pageQuery, answer: page(answer) })
  list(@Query() query: z.output<typeof pageQuery>, @CurrentActor() actor: Actor): Promise<unknown> {
    return this.reader.page(audioResource, query, actor.role);
  }

  @Get(':id')
  @Endpoint({ summary: 'Read an audio file, not its content', access: 'viewer', answer })
  one(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Fields> {
    return this.reader.one(audioResource, id, actor.role);
  }

  @Get(':id/content')
  @Endpoint({
    summary: 'The content of an audio file, with range requests',
    access: 'viewer',
    answerType: 'audio/*',
  })
  async content(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAudio(await this.contents.ofAudio(id), request, reply, 'private, max-age=3600');
  }

  @Post()
  @Endpoint({
    summary: 'Upload an audio file: MP3, WAV or Ogg, at most 5 MiB',
    access: 'admin',
    upload: true,
    answer,
  })
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<Fields> {
    const file = audioFile(await uploadedFile(request));
    const { id } = await this.resources.create(audioResource, audioResource.input.parse(file), actor);
    return this.reader.one(audioResource, id, actor.role);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Delete an audio file that no line plays', access: 'admin', status: 204 })
  async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.resources.remove(audioResource, id, actor);
  }
}

/** The copy that the provider fetches, without signing in: who knows its name may hear it. */
@Controller('audio')
export class PublicAudioController {
  constructor(private readonly contents: AudioContentRepository) {}

  @Get(':file')
  @Endpoint({ summary: 'The copy of an audio file that the provider plays', access: 'public', answerType: 'audio/*' })
  async play(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendAudio(await this.contents.ofFile(file), request, reply, 'public, max-age=31536000, immutable');
  }
}
