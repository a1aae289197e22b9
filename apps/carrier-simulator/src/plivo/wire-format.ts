/** A telephone number as Plivo writes it: digits, no plus sign. Anything else (`anonymous`) stays as it is. */
export function bareNumber(number: string): string {
  return /^\+\d+$/.test(number) ? number.slice(1) : number;
}

/** The E.164 form of a number that may lack its plus sign. */
export function fullNumber(number: string): string {
  return /^\d+$/.test(number) ? `+${number}` : number;
}

/** `2026-11-20 10:00:48`, in UTC: Plivo names no zone. */
export function dateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-20 10:00:00.123456`. */
export function preciseDateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')}000`;
}
