export interface CallTitleParts {
  readonly lineName: string;
  /** As people read it: `callerWords` of domain-calls. */
  readonly caller: string;
  /** Whole seconds; null while the call is still ringing. */
  readonly durationSeconds: number | null;
}

/** The title of a call's incident: `On-call hotline: Call from Mitchell Starc (+14156040016) (33s)`. */
export function callTitle({ lineName, caller, durationSeconds }: CallTitleParts): string {
  const length = durationSeconds === null ? 'ringing' : `${durationSeconds}s`;
  return `${lineName}: Call from ${caller} (${length})`;
}

/** Whether a title is one that `callTitle` makes of these parts; `caller` null: of any caller. */
export function isCallTitle(title: string, parts: Omit<CallTitleParts, 'caller'> & { caller: string | null }): boolean {
  const mark = '\0';
  const [before = '', after] = callTitle({ ...parts, caller: parts.caller ?? mark }).split(mark);
  if (after === undefined) return title === before;
  return title.startsWith(before) && title.endsWith(after) && title.length > before.length + after.length;
}
