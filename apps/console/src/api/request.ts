import { readProblem } from './read-problem.js';
import { Problem } from './problem.js';
import { readable } from './readable.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

let csrfToken = '';

/** The token that the API wants to see in every changing request of this session. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** What every request carries; a changing one also the session's token. */
export function requestHeaders(method: Method): Headers {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (method !== 'GET' && csrfToken !== '') headers.set('X-CSRF-Token', csrfToken);
  return headers;
}

export const noAnswer = (): Problem =>
  new Problem(0, 'No answer', 'Ringdown cannot be reached. Check your connection; the page tries again by itself.');

/**
 * Asks the API of the same origin; the answer is `readable`.
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
