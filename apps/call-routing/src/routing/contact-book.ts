import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Caller, unknownCaller } from '@ringdown/domain-calls';
import { ConfigMirror } from '@ringdown/platform-messaging';

type Contact = ConfigDocument<'contact'>;

/** The saved contacts by their numbers, in memory. */
@Injectable()
export class ContactBook {
  private readonly contacts = new Map<string, Contact>();
  private readonly phones = new Map<string, string>();

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('contact', (id, contact) => {
      const old = this.phones.get(id);
      if (old) this.contacts.delete(old);
      this.phones.delete(id);
      if (!contact) return;
      this.contacts.set(contact.phone, contact);
      this.phones.set(id, contact.phone);
    });
  }

  find(callerNumber: string | null): Contact | null {
    return (callerNumber && this.contacts.get(callerNumber)) || null;
  }

  /**
   * Who called, as the contacts name them now: saving a contact names the past calls of its number too, and removing one gives them
   * back the name that they came in with.
   */
  shown(caller: Caller): Caller {
    const contact = this.find(caller.number);
    return { ...unknownCaller, ...caller, name: contact?.name ?? caller.name, contactId: contact?.id ?? null };
  }

  /** The numbers of the contacts that have `part` in their name, in any case. */
  numbersOf(part: string): string[] {
    const wanted = part.toLowerCase();
    return this.mirror.all('contact').flatMap(({ name, phone }) => (name.toLowerCase().includes(wanted) ? phone : []));
  }
}
