import { type Answer, type Asked, type Handler, json } from './answer.js';
import { BadRequest } from './bad-request.js';

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

/** `route('GET', '/sim/calls/:sid', …)`; a name matches anything up to the next slash. */
export function route(method: string, path: string, handler: Handler): Route {
  const pattern = path.replace(/\./g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+?)');
  return { method, pattern: new RegExp(`^${pattern}$`), handler };
}

/** Finds the route and answers; a BadRequest becomes its status with a sentence. */
export async function answerTo(routes: readonly Route[], asked: Asked): Promise<Answer> {
  const fitting = routes.filter(({ pattern }) => pattern.test(asked.path));
  const found = fitting.find(({ method }) => method === asked.method || method === '*');
  if (!found) return json(fitting.length > 0 ? 405 : 404, { error: `there is no ${asked.method} ${asked.path}` });
  const groups = found.pattern.exec(asked.path)?.groups ?? {};
  const params = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  try {
    return await found.handler({ ...asked, params });
  } catch (error) {
    if (error instanceof BadRequest) return json(error.status, { error: error.message });
    throw error;
  }
}
