import { theSystem } from './system.ts';

type Json = Record<string, unknown>;

async function ask<T>(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<T> {
  const text = await askText(method, url, body, headers);
  return (text ? JSON.parse(text) : undefined) as T;
}

async function askText(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text;
}

/** Ringdown's REST API, as an admin. */
export const api = {
  get: <T = Json>(path: string): Promise<T> => call<T>('GET', path),
  /** The answer as it was written. */
  text: (path: string): Promise<string> => {
    const { control, apiKey } = theSystem();
    return askText('GET', `${control}/api/v1${path}`, undefined, { authorization: `Bearer ${apiKey}` });
  },
  post: <T = Json>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body),
  put: <T = Json>(path: string, body: unknown): Promise<T> => call<T>('PUT', path, body),
  patch: <T = Json>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, body),
  delete: (path: string): Promise<void> => call<void>('DELETE', path),
};

const call = <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const { control, apiKey } = theSystem();
  return ask<T>(method, `${control}/api/v1${path}`, body, { authorization: `Bearer ${apiKey}` });
};

/** The simulated carrier's own controls. */
export const carrier = {
  get: <T = Json>(path: string): Promise<T> => ask<T>('GET', `${theSystem().carrier}${path}`, undefined, {}),
  post: <T = Json>(path: string, body: unknown = {}): Promise<T> =>
    ask<T>('POST', `${theSystem().carrier}${path}`, body, {}),
  put: <T = Json>(path: string, body: unknown): Promise<T> => ask<T>('PUT', `${theSystem().carrier}${path}`, body, {}),
};
