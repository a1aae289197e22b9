import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, PrimaryColumn, Repository, Unique } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';

/** The bytes of one audio file. */
@Entity('audio_content')
@Unique('audio_content_file_key', ['file'])
export class AudioContentEntity {
  @PrimaryColumn('text', { name: 'audio_id', primaryKeyConstraintName: 'audio_content_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'audio_content_audio_id_fkey', onDelete: 'CASCADE' })
  readonly audioId: string;
  @Column('text')
  readonly file: string;
  @Column('text', { name: 'content_type' })
  readonly contentType: string;
  @Column('bytea')
  readonly bytes: Buffer;
}

export type AudioContent = Pick<AudioContentEntity, 'contentType' | 'bytes'>;

/** The table `audio_content`: the bytes of audio files, apart from their documents, which the services mirror. */
@Injectable()
export class AudioContentRepository {
  constructor(@InjectRepository(AudioContentEntity) private readonly contents: Repository<AudioContentEntity>) {}

  ofAudio(id: string): Promise<AudioContent | null> {
    return this.contents.findOneBy({ audioId: id });
  }

  ofFile(file: string): Promise<AudioContent | null> {
    return this.contents.findOneBy({ file });
  }
}

/** `file`: the name under which the provider fetches it. */
export async function insertAudioContent(
  tx: Transaction,
  audioId: string,
  file: string,
  { contentType, bytes }: AudioContent,
): Promise<void> {
  await tx.manager.insert(AudioContentEntity, { audioId, file, contentType, bytes });
}
