const secretField = /(secret|authtoken|password|tokenhash)$/i;

/** The same value without what nobody may read back: encrypted secrets, tokens and their hashes, passwords. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secretField.test(key))
      .map(([key, inner]) => [key, redact(inner)]),
  );
}
