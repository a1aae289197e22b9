/** A telephone number as Plivo writes it: digits, no plus sign. Anything else (`anonymous`) stays as it is. */
export function bareNumber(number: string): string {
  return /^\+\d+$/.test(number) ? number.slice(1) : number;
}

/** The E.164 form of a number that may lack its plus sign. */
export function fullNumber(number: string): string {
  return /^\d+$/.test(number) ? `+${number}` : number;
}
