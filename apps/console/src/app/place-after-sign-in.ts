/** Where to go after the sign-in: back to where one was, and only ever to a page of the console. */
export function placeAfterSignIn(state: unknown): string {
  const from = (state as { from?: unknown } | null)?.from;
  const isOurs = typeof from === 'string' && from.startsWith('/') && !from.startsWith('//');
  return isOurs && !from.startsWith('/sign-in') ? from : '/calls';
}
