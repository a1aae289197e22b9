import type { CallRecord } from './call-file.js';

export interface PickUpStory {
  readonly hears: (heard: string) => void;
  /** Says at least that it was picked up. */
  readonly flush: () => void;
}

/** One sentence for picking up and the first thing heard. */
export function pickUpStory(record: CallRecord, leg: { readonly label: string; readonly sid: string }): PickUpStory {
  let isLogged = false;
  const once = (text: string): void => {
    isLogged = true;
    record.log('picks-up', text, { leg: leg.sid });
  };
  return {
    hears: (heard) =>
      isLogged
        ? record.log('hears', `${leg.label} hears: ${heard}`, { leg: leg.sid })
        : once(`${leg.label} picks up and hears: ${heard}`),
    flush: () => (isLogged ? undefined : once(`${leg.label} picks up`)),
  };
}
