import { Text } from '@mantine/core';
import type { Person } from '../api/things.js';
import { PersonFields } from './person-fields.js';
import { PhoneBadge } from './phone-badge.js';
import { phoneNumber } from './phone-number.js';
import type { Resource } from './resource.js';
import { VerifyPhone } from './verify-phone.js';

interface PersonValues {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly phone: string;
  readonly timeZone: string;
  readonly password: string;
  readonly notify: Person['notify'];
}

function Phone({ person }: { readonly person: Person }) {
  if (person.phone === null) {
    return (
      <Text size="sm" c="orange">
        None: cannot be rung
      </Text>
    );
  }
  return (
    <>
      {person.phone} <PhoneBadge verified={person.phoneVerifiedAt !== null} />
    </>
  );
}

const VerifyPhoneOf = ({ item }: { readonly item: Person }) => <VerifyPhone person={item} />;

export const people: Resource<Person, PersonValues> = {
  path: 'users',
  title: 'People',
  one: 'person',
  about: 'Everyone who may be rung or sign in.',
  empty: 'Add the engineers who take turns on call, each with a phone number.',
  deletion: 'They can no longer sign in or be rung. Someone who is on a schedule or a line cannot be deleted.',
  columns: [
    {
      title: 'Person',
      cell: ({ name, email }) => (
        <>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </>
      ),
    },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'Phone', cell: (person) => <Phone person={person} /> },
    { title: 'Time zone', cell: ({ timeZone }) => timeZone, wideOnly: true },
  ],
  blank: {
    name: '',
    email: '',
    role: 'responder',
    phone: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    password: '',
    notify: [],
  },
  valuesOf: ({ name, email, role, phone, timeZone, notify }) => ({
    name,
    email,
    role,
    phone: phone ?? '',
    timeZone,
    password: '',
    notify,
  }),
  bodyOf: ({ password, phone, ...values }) => ({
    ...values,
    phone: phoneNumber(phone),
    ...(password === '' ? {} : { password }),
  }),
  Fields: PersonFields,
  Actions: VerifyPhoneOf,
};
