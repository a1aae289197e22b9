import { Module } from '@nestjs/common';
import { AudioContentRepository } from './audio-content.repository.js';
import { AudioController, PublicAudioController } from './audio.controller.js';

@Module({ controllers: [AudioController, PublicAudioController], providers: [AudioContentRepository] })
export class AudioModule {}
