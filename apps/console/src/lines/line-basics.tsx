import { Stack } from '@mantine/core';
import { TextField } from '../form/text-field.js';
import { AccountField } from './account-field.js';

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
      <AccountField
        path="providerAccountId"
        label="Provider account"
        hint="The account at Twilio or Plivo that the number belongs to"
        required
      />
    </Stack>
  );
}
