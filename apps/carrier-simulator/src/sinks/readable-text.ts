/** What a person reads in a message: its `text`, `title` and `value` strings, wherever they stand, a line each. */
export function readableText(body: unknown): string {
  return [...linesIn(body)].join('\n');
}

const readKeys = ['title', 'text', 'value', 'url', 'message'];

function* linesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* linesIn(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && readKeys.includes(key)) yield inner;
    else yield* linesIn(inner);
  }
}
