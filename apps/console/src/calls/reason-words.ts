import { skipWords } from '@ringdown/domain-calls';

const words: Readonly<Record<string, string>> = skipWords;

/** Why an attempt rang nobody, as the steps of the call say it; an unknown reason is shown as it came. */
export function reasonWords(reason: string | null): string {
  if (reason === null) return '';
  const text = words[reason] ?? reason.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
