/** `callerName` is the saved contact's, `durationSeconds` is whole seconds, null while the call is still ringing. */
export interface CallTitleParts {
  readonly lineName: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  readonly durationSeconds: number | null;
}

/** The title of a call's incident: `On-call hotline: Call from Mitchell Starc (+14156040016) (33s)`. */
export function callTitle({ lineName, callerName, callerNumber, durationSeconds }: CallTitleParts): string {
  const length = durationSeconds === null ? 'ringing' : `${durationSeconds}s`;
  return `${lineName}: Call from ${callerWords(callerName, callerNumber)} (${length})`;
}

function callerWords(name: string | null, number: string | null): string {
  if (!number) return 'unknown caller';
  return name ? `${name} (${number})` : number;
}
