/** A phone number as typed, without the marks people put in for reading; null where nothing was typed. */
export function phoneNumber(typed: string): string | null {
  const number = typed.replace(/[\s()./-]/g, '');
  return number === '' ? null : number;
}
