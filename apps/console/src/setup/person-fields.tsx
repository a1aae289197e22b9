import { SelectField } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import { ProfileFields } from './profile-fields.js';
import type { FieldsProps } from './resource.js';
import { roleChoices } from './role-choices.js';

const newPassword = 'At least 10 characters. Without one, they cannot sign in.';
const samePassword = 'Leave it empty to keep the present one.';

export function PersonFields({ isNew }: FieldsProps) {
  return (
    <ProfileFields passwordHint={isNew ? newPassword : samePassword}>
      <TextField path="email" label="E-mail" type="email" required />
      <SelectField path="role" label="Role" choices={roleChoices} />
    </ProfileFields>
  );
}
