import type { MultipartFile } from '@fastify/multipart';
import { DomainError, invalidFields } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';

export const mostUploadedBytes = 5 * 1024 * 1024;

export interface UploadedFile {
  /** As the client calls it. */
  readonly name: string;
  readonly content: Buffer;
}

const field = 'file';
const read = new WeakMap<object, Promise<UploadedFile>>();

/** The file of a multipart request, its field `file`; read once, however often it is asked for. @throws DomainError `invalid`, `too-large` */
export function uploadedFile(request: FastifyRequest): Promise<UploadedFile> {
  const file = read.get(request.raw) ?? readFile(request);
  read.set(request.raw, file);
  return file;
}

async function readFile(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw missing(`send multipart/form-data with the file in the field "${field}"`);
  const part = await request.file().catch((error: unknown) => {
    throw toDomainError(error);
  });
  if (part?.fieldname !== field) throw missing(`send the file in the multipart field "${field}"`);
  return { name: part.filename || field, content: await contentOf(part) };
}

/** `toBuffer` looks at the limit while it reads: it may miss that the last part was cut off. */
async function contentOf(part: MultipartFile): Promise<Buffer> {
  const content = await part.toBuffer().catch((error: unknown) => {
    throw toDomainError(error);
  });
  if (part.file.truncated) throw tooLarge();
  return content;
}

const tooLarge = (): DomainError => new DomainError('too-large', 'The file is too large: at most 5 MiB.');

const missing = (message: string): DomainError => invalidFields([{ path: field, message }]);

function toDomainError(error: unknown): DomainError {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  return missing(`could not be read (${message ?? String(error)})`);
}
