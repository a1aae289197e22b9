/** The fields of a push, whatever they came in as. */
export type BodyReading =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly detail: string };

const known = ['title', 'body', 'severity', 'priority', 'status'];
const howTo = 'Send a JSON object such as {"title": "Disk full", "status": "trigger"}, or the same fields as a form.';

/** `contentType` decides; where there is none, or another, the body is tried as JSON, then as a form. */
export function readBody(contentType: string | undefined, raw: Buffer | undefined): BodyReading {
  const text = (raw ?? Buffer.alloc(0)).toString('utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') return refused(`The body is empty. ${howTo}`);
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return fromJson(text);
  if (type === 'application/x-www-form-urlencoded') return fromDeclaredForm(text);
  const json = parseJson(text);
  return json ? ofValue(json.value) : fromGuessedForm(text);
}

const refused = (detail: string): BodyReading => ({ kind: 'refused', detail });

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function fromJson(text: string): BodyReading {
  const json = parseJson(text);
  return json ? ofValue(json.value) : refused(`The body is not valid JSON. ${howTo}`);
}

function ofValue(value: unknown): BodyReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused(`The body is JSON, but not an object. ${howTo}`);
  }
  return { kind: 'fields', fields: value as Record<string, unknown> };
}

/** `curl -d '{…}'` calls its JSON a form. */
function fromDeclaredForm(text: string): BodyReading {
  const json = text.trimStart().startsWith('{') ? parseJson(text) : null;
  return json ? ofValue(json.value) : { kind: 'fields', fields: formFields(text) };
}

/** Any text can be read as a form; one that has none of our fields is none. */
function fromGuessedForm(text: string): BodyReading {
  const fields = formFields(text);
  if (!known.some((name) => name in fields)) return refused(`The body is neither JSON nor a form. ${howTo}`);
  return { kind: 'fields', fields };
}

const formFields = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text.trim()));
