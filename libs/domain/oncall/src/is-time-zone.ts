import { civilZone } from './civil-zone.js';

/** Whether `name` is an IANA time zone ("Europe/Berlin"): one that `civilZone` can reckon with. */
export function isTimeZone(name: string): boolean {
  try {
    civilZone(name);
    return true;
  } catch {
    return false;
  }
}

export const noTimeZone = 'choose a time zone of the IANA database, such as Europe/Berlin';
