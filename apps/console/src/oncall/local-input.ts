const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as `<input type="datetime-local">` wants it, in the reader's own zone. */
export function toLocalInput(at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a local input; the text itself where it is none, for the API to refuse with its reason. */
export function fromLocalInput(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}
