import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMe } from '../app/session.js';
import { SelectField } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import { ProfileFields } from './profile-fields.js';
import type { FieldsProps } from './resource.js';
import { roleChoices } from './role-choices.js';

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

export function PersonFields({ isNew, id }: FieldsProps) {
  return (
    <ProfileFields password={<Password isNew={isNew} id={id} />}>
      <TextField path="email" label="E-mail" type="email" required />
      <SelectField path="role" label="Role" choices={roleChoices} />
    </ProfileFields>
  );
}
