import { type Answer, json } from '../../http/answer.js';

/** Thrown to answer as Twilio's REST API does: `{code, message, more_info, status}`. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'RestError';
  }
}

export function restErrorAnswer(
  { status, code, message }: RestError,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers);
}

export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);
