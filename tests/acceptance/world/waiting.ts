/** Waits for a condition to become true and returns it; says what was seen last when it never does. No fixed sleeps. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined>,
  what: string,
  timeoutMs = 45_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown = null;
  for (;;) {
    try {
      const found = await look();
      last = null;
      if (found !== null && found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`${what}: not within ${timeoutMs / 1000} s${last ? ` (${String(last)})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
