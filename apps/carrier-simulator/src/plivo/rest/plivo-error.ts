import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../../http/answer.js';

/** Thrown to answer as Plivo's REST API does: `{api_id, error}`. */
export class PlivoError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'PlivoError';
  }
}

export const notFound = (): PlivoError => new PlivoError(404, 'not found');

export function errorAnswer({ status, message }: PlivoError, headers: Readonly<Record<string, string>> = {}): Answer {
  return withApiId(status, { error: message }, headers);
}

/** Every answer carries an identifier of the request. */
export function withApiId(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, { api_id: randomUUID(), ...body }, headers);
}
