import { Injectable } from '@nestjs/common';
import { type Caller, unknownCaller } from '@ringdown/domain-calls';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { ContactBook } from '../../voice/contact-book.js';

/**
 * Who called, as the contacts name them now: saving a contact names the past calls of its number too, and removing one
 * gives them back the name that they came in with. Told from memory at each reading, so nothing has to be brought in line.
 */
@Injectable()
export class CallerNames {
  constructor(
    private readonly contacts: ContactBook,
    private readonly mirror: ConfigMirror,
  ) {}

  shown(caller: Caller): Caller {
    const contact = this.contacts.find(caller.number);
    return { ...unknownCaller, ...caller, name: contact?.name ?? caller.name, contactId: contact?.id ?? null };
  }

  /** The numbers of the contacts that have `part` in their name, in any case. */
  numbersOf(part: string): string[] {
    const wanted = part.toLowerCase();
    return this.mirror.all('contact').flatMap(({ name, phone }) => (name.toLowerCase().includes(wanted) ? phone : []));
  }
}
