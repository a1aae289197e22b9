import { Badge } from '@mantine/core';
import type { newContact } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Contact } from '../api/resources.js';
import { SwitchField, TextAreaField, TextField } from '../form/fields.js';
import { phoneNumber } from './phone-number.js';
import type { Resource } from './resource-page.js';

type ContactValues = z.infer<typeof newContact> & { readonly notes: string };

function ContactFields() {
  return (
    <>
      <TextField path="name" label="Name" required />
      <TextField path="phone" label="Phone" type="tel" placeholder="+14156040016" required />
      <TextAreaField path="notes" label="Notes" />
      <SwitchField path="blocked" label="Blocked" hint="Calls from this number are rejected before anyone is rung." />
    </>
  );
}

export const contacts: Resource<Contact, ContactValues> = {
  path: 'contacts',
  title: 'Contacts',
  one: 'contact',
  about: 'Callers with a name, so that the engineer hears who calls before accepting.',
  empty: 'Save those who call often: their name is said, shown and logged in place of the number.',
  deletion: 'Their calls are logged under the number again, and a block ends.',
  columns: [
    { title: 'Contact', cell: ({ name }) => <b>{name}</b> },
    { title: 'Phone', cell: ({ phone }) => phone },
    {
      title: 'State',
      cell: ({ blocked }) =>
        blocked ? (
          <Badge color="red" variant="light">
            Blocked
          </Badge>
        ) : (
          'Allowed'
        ),
    },
    { title: 'Notes', cell: ({ notes }) => notes ?? '–', wideOnly: true },
  ],
  blank: { name: '', phone: '', notes: '', blocked: false },
  valuesOf: ({ name, phone, notes, blocked }) => ({ name, phone, notes: notes ?? '', blocked }),
  bodyOf: (values) => ({ ...values, phone: phoneNumber(values.phone) ?? '' }),
  contract: ({ newContact }) => newContact,
  Fields: ContactFields,
};
