import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
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

export interface AudioContent {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const select = 'select content_type as "contentType", bytes from audio_content';

/** The table `audio_content`: the bytes of audio files, apart from their documents, which the services mirror. */
@Injectable()
export class AudioContentRepository {
  constructor(private readonly database: Database) {}

  async ofAudio(id: string): Promise<AudioContent | null> {
    return (await this.database.query<AudioContent>(`${select} where audio_id = $1`, [id]))[0] ?? null;
  }

  async ofFile(file: string): Promise<AudioContent | null> {
    return (await this.database.query<AudioContent>(`${select} where file = $1`, [file]))[0] ?? null;
  }
}

/** `file`: the name under which the provider fetches it. */
export async function insertAudioContent(
  tx: Sql,
  audioId: string,
  file: string,
  { contentType, bytes }: AudioContent,
): Promise<void> {
  await tx.query('insert into audio_content (audio_id, file, content_type, bytes) values ($1, $2, $3, $4)', [
    audioId,
    file,
    contentType,
    bytes,
  ]);
}
