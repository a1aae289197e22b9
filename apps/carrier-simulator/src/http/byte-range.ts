import type { Answer } from './answer.js';

/** The file, or the one range of it that was asked for (`bytes=0-99`, `bytes=100-`, `bytes=-50`). */
export function byteRange(file: Buffer, contentType: string, range: string | undefined): Answer {
  const headers = { 'content-type': contentType, 'accept-ranges': 'bytes' };
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '')
    return { status: 200, headers: { ...headers, 'content-length': String(file.length) }, body: file };
  const first = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
  if (first > last || first >= file.length)
    return { status: 416, headers: { 'content-range': `bytes */${file.length}` } };
  const part = file.subarray(first, last + 1);
  const told = { 'content-range': `bytes ${first}-${last}/${file.length}`, 'content-length': String(part.length) };
  return { status: 206, headers: { ...headers, ...told }, body: part };
}
