/** What is wrong with a choice: where nothing is chosen, that is all there is to say. */
export function choiceError(error: string | undefined, chosen: string | null | readonly string[]): string | undefined {
  if (error === undefined) return undefined;
  return chosen === null || chosen.length === 0 ? 'Choose one' : error;
}
