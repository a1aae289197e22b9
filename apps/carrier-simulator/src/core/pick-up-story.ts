import type { CallFile } from './call-file.js';

export interface PickUpStory {
  readonly hears: (what: string) => void;
  /** Says at least that it was picked up. */
  readonly flush: () => void;
}

/** One sentence for picking up and the first thing heard. */
export function pickUpStory(file: CallFile, leg: { readonly who: string; readonly sid: string }): PickUpStory {
  let told = false;
  const once = (text: string): void => {
    told = true;
    file.tell('picks-up', text, { leg: leg.sid });
  };
  return {
    hears: (what) =>
      told
        ? file.tell('hears', `${leg.who} hears: ${what}`, { leg: leg.sid })
        : once(`${leg.who} picks up and hears: ${what}`),
    flush: () => (told ? undefined : once(`${leg.who} picks up`)),
  };
}
