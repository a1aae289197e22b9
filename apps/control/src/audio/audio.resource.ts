import { randomBytes } from 'node:crypto';
import { configDocuments } from '@ringdown/contracts';
import { z } from 'zod';
import { defineResource } from '../configuration/index.js';
import { insertAudioContent } from './audio-content.repository.js';

const { name, contentType } = configDocuments.audio.shape;
const longestName = 200;

/** What `audioFile` made of an upload. */
const checkedFile = z.object({
  name: z
    .string()
    .transform((given) => given.slice(-longestName))
    .pipe(name),
  content: z.instanceof(Buffer),
  contentType,
  extension: z.string(),
});

/** Never changed: another recording is another file, at another address. */
export const audioResource = defineResource({
  kind: 'audio',
  idKind: 'audio',
  path: 'audio',
  word: 'audio file',
  input: checkedFile,
  complete: (input) => {
    const { content, extension, ...file } = checkedFile.parse(input);
    return { ...file, bytes: content.length, file: `${randomBytes(16).toString('hex')}.${extension}` };
  },
  answer: ({ file, ...document }, { settings }) => ({ ...document, url: `${settings.publicUrl}/audio/${file}` }),
  written: async ({ id, after, input }, tx) => {
    if (!after || !input) return;
    await insertAudioContent(tx, id, after.file, { contentType: after.contentType, bytes: input['content'] as Buffer });
  },
});
