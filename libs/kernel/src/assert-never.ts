/** The compiler proves that this is unreachable; at run time it names what slipped through. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
