import { Problem, readProblem } from './problem.js';
import { readable } from './readable.js';

export type QueryValue = string | number | boolean | null | undefined;

/** `?a=1&b=2`, without what is empty; an empty string where nothing is left. */
export function queryString(values: Readonly<Record<string, QueryValue>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let csrfToken = '';

/** The token that the API wants to see in every changing request of this session. */
export function keepCsrfToken(token: string | null): void {
  csrfToken = token ?? '';
}

/** What every request carries; a changing one also the session's token. */
function requestHeaders(method: Method): Headers {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (method !== 'GET' && csrfToken !== '') headers.set('X-CSRF-Token', csrfToken);
  return headers;
}

const noAnswer = (): Problem =>
  new Problem(0, 'No answer', 'Ringdown cannot be reached. Check your connection; the page tries again by itself.');

/**
 * Sends a request to the API of the same origin; the answer is made `readable`.
 * @throws Problem for every answer that is not 2xx, and with status 0 where none came.
 */
export async function request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const text = await requestText(method, path, body);
  return (text === '' ? undefined : readable(JSON.parse(text))) as Answer;
}

/** As `request`, for what has to be shown as it was written; '' where there is no answer to read. */
export async function requestText(method: Method, path: string, body?: unknown): Promise<string> {
  const response = await send(method, path, body);
  if (!response.ok) throw await readProblem(response);
  return response.text();
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers = requestHeaders(method);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw noAnswer();
  }
}

/**
 * Sends a file as the multipart field `file`. `fetch` reports no progress of an upload, so this is XMLHttpRequest.
 * @param onProgress is called with the share that has been sent, from 0 to 1.
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
