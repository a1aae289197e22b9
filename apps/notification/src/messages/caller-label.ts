/** `Mitchell Starc (+14156040016)`, the number alone, or `unknown caller` for a withheld one. */
export function callerLabel({ name, number }: { name: string | null; number: string | null }): string {
  if (name && number) return `${name} (${number})`;
  return name ?? number ?? 'unknown caller';
}
