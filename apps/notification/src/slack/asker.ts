import type { ConfigDocument } from '@ringdown/contracts';
import type { Identified } from './slack-people.js';
import type { Place } from './slack-replies.js';

/** A person of ours who does something in Slack. */
export interface Asker {
  readonly user: ConfigDocument<'user'>;
  readonly place: Place;
}

/** How somebody becomes one of ours, or why that cannot be told; null for who is. */
export function whyNotOurs(person: Identified): string | null {
  switch (person.type) {
    case 'ours':
      return null;
    case 'untold':
      return person.reason;
    case 'stranger':
      return person.email === null
        ? 'You are not known in Ringdown: it knows people by the e-mail address of a member of this workspace, and Slack shows none of you.'
        : `You are not known in Ringdown: it knows people by their e-mail address, and no user there has ${person.email}. Ask an admin of Ringdown to add you.`;
  }
}

/** A viewer looks on. */
export const onlyLooks = 'You may read, not act: your role is viewer. Ask an admin of Ringdown for the role responder.';
export const mayAct = ({ user }: Asker): boolean => user.role !== 'viewer';
