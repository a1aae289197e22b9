import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { ConfigMirror } from '@ringdown/platform-messaging';

type Contact = ConfigDocument<'contact'>;

/** The saved contacts by their numbers, in memory. */
@Injectable()
export class ContactBook {
  private readonly contacts = new Map<string, Contact>();
  private readonly phones = new Map<string, string>();

  constructor(mirror: ConfigMirror) {
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
}
