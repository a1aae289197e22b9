import { Anchor, Text } from '@mantine/core';
import type { newUser } from '@ringdown/contracts';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Person, Role } from '../api/resources.js';
import { AbsencesButton } from '../absences/absences.js';
import { useMe, useRights } from '../app/session.js';
import { SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { phoneNumber } from './phone-number.js';
import { PhoneBadge, VerifyPhone } from './phone-verification.js';
import { orNull, ProfileFields } from './profile-fields.js';
import type { FieldsProps, Resource } from './resource-page.js';

const roleWords: Readonly<Record<Role, string>> = {
  admin: 'Admin: may do everything',
  responder: 'Responder: reads all, acts on calls and incidents',
  viewer: 'Viewer: reads only',
};

export const roleChoices = Object.entries(roleWords).map(([value, label]) => ({ value, label }));

const newPassword = 'At least 10 characters. Without one, they cannot sign in.';
const samePassword = 'Leave it empty to keep the present one.';

function Password({ isNew, id }: FieldsProps) {
  if (useMe().id === id) {
    return (
      <Text size="sm" c="dimmed">
        Your own password is changed in{' '}
        <Anchor component={Link} to="/profile" inherit>
          your profile
        </Anchor>
        .
      </Text>
    );
  }
  return <TextField path="password" label="Password" type="password" hint={isNew ? newPassword : samePassword} />;
}

function PersonFields({ isNew, id }: FieldsProps) {
  return (
    <ProfileFields password={<Password isNew={isNew} id={id} />}>
      <TextField path="email" label="E-mail" type="email" required />
      <SelectField path="role" label="Role" choices={roleChoices} />
    </ProfileFields>
  );
}

type PersonValues = Omit<z.infer<typeof newUser>, 'phone' | 'password' | 'pushUrl'> &
  Record<'phone' | 'password' | 'pushUrl', string>;

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

function PersonActions({ item }: { readonly item: Person }) {
  const { configure } = useRights();
  return (
    <>
      <VerifyPhone person={item} />
      <AbsencesButton person={item} mayWrite={configure} />
    </>
  );
}

/** One word, which the width of a column does not cut. */
const Whole = ({ text }: { readonly text: string }) => <span style={{ whiteSpace: 'nowrap' }}>{text}</span>;

export const people: Resource<Person, PersonValues> = {
  path: 'users',
  title: 'People',
  one: 'person',
  about: 'Everyone who may be rung or sign in.',
  empty: 'Add the engineers who take turns on call, each with a phone number.',
  deletion: 'They can no longer sign in or be rung. A person who is on a schedule or a line cannot be deleted.',
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
    { title: 'Role', cell: ({ role }) => <Whole text={role} /> },
    { title: 'Phone', cell: (person) => <Phone person={person} /> },
    { title: 'Time zone', cell: ({ timeZone }) => <Whole text={timeZone} />, wideOnly: true },
  ],
  blank: {
    name: '',
    email: '',
    role: 'responder',
    phone: '',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    password: '',
    notify: [],
    pushUrl: '',
    shiftNotices: [],
  },
  valuesOf: ({ name, email, role, phone, timeZone, notify, pushUrl, shiftNotices }) => ({
    name,
    email,
    role,
    phone: phone ?? '',
    timeZone,
    password: '',
    notify,
    pushUrl: pushUrl ?? '',
    shiftNotices,
  }),
  bodyOf: ({ password, phone, pushUrl, ...values }) => ({
    ...values,
    pushUrl: orNull(pushUrl),
    phone: phoneNumber(phone),
    ...(password === '' ? {} : { password }),
  }),
  contract: ({ newUser }) => newUser,
  Fields: PersonFields,
  Actions: PersonActions,
};
