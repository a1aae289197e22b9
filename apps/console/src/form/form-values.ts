const keysOf = (path: string): string[] => path.split('.');

/** The value at a place such as `layers.0.name`; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    values,
  );
}

/** A copy in which only the value at the place has changed; lists stay lists. */
export function withValue<Values>(values: Values, path: string, value: unknown): Values {
  return replaced(values, keysOf(path), value) as Values;
}

function replaced(node: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  const child = (node as Record<string, unknown> | undefined | null)?.[key];
  const next = replaced(child, rest, value);
  if (Array.isArray(node)) return node.with(Number(key), next);
  return { ...(node as object | undefined), [key]: next };
}
