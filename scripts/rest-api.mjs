/**
 * A client for Ringdown's REST API (or the carrier's): `get`, `post`, `put`, `patch` of paths below `base`, JSON in and out.
 * Failures throw with what the other side said; `status` is on the error, 0 where nobody answered.
 */
export function createRestApi({ base, key }) {
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), accept: 'application/json' };
  const ask = async (method, path, body) => {
    const init = { method, headers: { ...headers } };
    if (body !== undefined) {
      init.headers['content-type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    const response = await fetch(`${base}${path}`, init).catch((error) => {
      throw new ApiFailure(0, `${base} does not answer: ${error.cause?.code ?? error.message}`);
    });
    const text = await response.text();
    if (!response.ok) throw new ApiFailure(response.status, `${method} ${path}: ${describe(response.status, text)}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    base,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    /** Every item of a list, page by page. */
    async all(path) {
      const items = [];
      let cursor = null;
      do {
        const separator = path.includes('?') ? '&' : '?';
        const page = await ask(
          'GET',
          `${path}${separator}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
  };
}

export class ApiFailure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function describe(status, text) {
  try {
    const { title, detail, error, errors = [] } = JSON.parse(text);
    const fields = errors.map(({ message }) => message).filter((message) => !detail?.includes(message));
    return [`${status} ${detail ?? title ?? error ?? ''}`, ...fields].join('\n  ');
  } catch {
    return `${status} ${text.slice(0, 300)}`;
  }
}
