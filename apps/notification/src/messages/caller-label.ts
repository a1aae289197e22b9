interface Caller {
  readonly name: string | null;
  readonly number: string | null;
  readonly address: string | null;
}

/** `Mitchell Starc (+14156040016)`, the number or address alone, or `unknown caller` for a withheld one. */
export function callerLabel({ name, number, address }: Caller): string {
  if (name && number) return `${name} (${number})`;
  return name ?? number ?? address ?? 'unknown caller';
}
