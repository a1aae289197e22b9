import { Stack } from '@mantine/core';
import { ReferenceField } from '../form/reference-field.js';
import { TextField } from '../form/text-field.js';

export function LineBasics() {
  return (
    <Stack gap="sm">
      <TextField path="name" label="Name" placeholder="On-call hotline" required />
      <TextField
        path="number"
        label="Number"
        type="tel"
        placeholder="+12245550123"
        hint="With country code, as the provider shows it"
        required
      />
      <ReferenceField
        path="providerAccountId"
        label="Provider account"
        of="provider-accounts"
        hint="The account that the number belongs to"
        required
      />
    </Stack>
  );
}
