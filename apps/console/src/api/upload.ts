import { readProblem } from './read-problem.js';
import { noAnswer, requestHeaders } from './request.js';

/**
 * Sends a file as the multipart field `file`. `fetch` does not tell how far it is, so this is the older way.
 * @param onProgress is told the share that has left, from 0 to 1.
 * @throws Problem as `request` does.
 */
export function upload<Answer>(path: string, file: File, onProgress: (share: number) => void): Promise<Answer> {
  const form = new FormData();
  form.set('file', file);
  const sending = new XMLHttpRequest();
  sending.open('POST', `/api/v1${path}`);
  requestHeaders('POST').forEach((value, name) => sending.setRequestHeader(name, value));
  sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
  return new Promise((resolve, reject) => {
    sending.addEventListener('error', () => reject(noAnswer()));
    sending.addEventListener('load', () => {
      const { status, responseText } = sending;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as Answer);
      else void readProblem(new Response(responseText, { status })).then(reject);
    });
    sending.send(form);
  });
}
