import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AudioContentEntity, AudioContentRepository } from './audio-content.repository.js';
import { AudioController, PublicAudioController } from './audio.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([AudioContentEntity])],
  controllers: [AudioController, PublicAudioController],
  providers: [AudioContentRepository],
})
export class AudioModule {}
