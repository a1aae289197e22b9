import type { PlivoAsked } from './plivo-door.js';
import { PlivoError } from './plivo-error.js';

type Fields = PlivoAsked['fields'];

/** A URL of the body; nothing where it is not given. Throws 400 for what is none. */
export function urlField(fields: Fields, name: string): string | undefined {
  const url = fields.get(name);
  if (url === undefined || url === '') return url;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new PlivoError(400, `${name} is not a valid URL`);
  return url;
}

export function methodField(fields: Fields, name: string): 'GET' | 'POST' | undefined {
  const method = fields.get(name)?.toUpperCase();
  if (method === undefined || method === '') return undefined;
  if (method !== 'GET' && method !== 'POST') throw new PlivoError(400, `${name} has to be GET or POST`);
  return method;
}

export function neededField(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value === undefined || value === '') throw new PlivoError(400, `${name} parameter is mandatory`);
  return value;
}
