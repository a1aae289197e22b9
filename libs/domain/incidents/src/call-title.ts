/** `callerName` is the saved contact's, `durationSeconds` is whole seconds, null while the call is still ringing. */
export interface CallTitleParts {
  readonly lineName: string;
  readonly callerName: string | null;
  readonly callerNumber: string | null;
  /** Where the caller is no phone number, such as `sip:alice@pbx.example.com`. */
  readonly callerAddress: string | null;
  readonly durationSeconds: number | null;
}

/** The title of a call's incident: `On-call hotline: Call from Mitchell Starc (+14156040016) (33s)`. */
export function callTitle({
  lineName,
  callerName,
  callerNumber,
  callerAddress,
  durationSeconds,
}: CallTitleParts): string {
  const length = durationSeconds === null ? 'ringing' : `${durationSeconds}s`;
  return `${lineName}: Call from ${callerWords(callerName, callerNumber, callerAddress)} (${length})`;
}

function callerWords(name: string | null, number: string | null, address: string | null): string {
  if (!number) return address ?? 'unknown caller';
  return name ? `${name} (${number})` : number;
}

/** Whether a title is one that `callTitle` makes of these parts. A call's payload does not tell an address: any is taken. */
export function isCallTitle(title: string, parts: Omit<CallTitleParts, 'callerAddress'>): boolean {
  const mark = '\0';
  const [before = '', after] = callTitle({ ...parts, callerAddress: mark }).split(mark);
  if (after === undefined) return title === before;
  return title.startsWith(before) && title.endsWith(after) && title.length > before.length + after.length;
}
