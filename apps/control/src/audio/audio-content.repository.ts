import { Injectable } from '@nestjs/common';
import { Database } from '@ringdown/platform-persistence';

export interface AudioContent {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const select = 'select content_type as "contentType", bytes from audio_content';

/** The bytes of audio files, beside their documents. */
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
