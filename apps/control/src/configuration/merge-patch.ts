type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A PATCH takes any subset, also of the fields inside an object field; lists are replaced whole. An object that changes its `type` is
 * another resource altogether and is replaced too. A null stays a value: the schema says which fields may be null.
 */
export function mergePatch(before: Fields, patch: Fields): Fields {
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const old = before[key];
    merged[key] = isFields(old) && isFields(value) && isSameType(old, value) ? mergePatch(old, value) : value;
  }
  return merged;
}

const isSameType = (old: Fields, value: Fields): boolean => !('type' in value) || value['type'] === old['type'];
