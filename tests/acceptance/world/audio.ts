import { theSystem } from './system.ts';

/** A tenth of a second of silence: a WAV file of 8 kHz, 16 bit, mono. */
export function anAudioFile(): Buffer {
  const samples = Buffer.alloc(1600);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Uploads an audio file as an admin. */
export async function upload(name: string, bytes: Buffer): Promise<{ readonly id: string }> {
  const { control, apiKey } = theSystem();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${control}/api/v1/audio`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`the upload: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}
