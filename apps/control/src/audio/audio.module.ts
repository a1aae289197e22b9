import { Module } from '@nestjs/common';
import { AudioContents } from './audio-contents.js';
import { AudioController } from './audio.controller.js';
import { PublicAudioController } from './public-audio.controller.js';

@Module({ controllers: [AudioController, PublicAudioController], providers: [AudioContents] })
export class AudioModule {}
