import { Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/things.js';
import { useField } from '../form/form-context.js';
import { Form } from '../form/form.js';
import { TextField } from '../form/text-field.js';
import { phoneNumber } from '../setup/phone-number.js';
import { ProfileFields } from '../setup/profile-fields.js';
import { PhoneNotice } from './phone-notice.js';
import { PageHeader } from '../ui/page-header.js';
import { useMe } from './session.js';

interface ProfileValues {
  readonly phone: string;
  readonly password: string;
  readonly currentPassword: string;
}

const hint = 'Leave it empty to keep the present one. A new one ends your other sessions.';

/** Whoever enters a new password proves with the present one that it is theirs. */
function OwnPassword() {
  const { value } = useField<string>('password');
  return (
    <>
      <TextField path="password" label="Password" type="password" hint={hint} />
      {value === '' ? null : (
        <TextField
          path="currentPassword"
          label="Present password"
          type="password"
          autoComplete="current-password"
          required
        />
      )}
    </>
  );
}

/** One's own phone, time zone, notifications and password, whatever one's role. */
export function ProfilePage() {
  const me = useMe();
  const client = useQueryClient();
  // What was answered last: the session's copy may follow only after the form has begun anew.
  const [{ times, shown }, setSaved] = useState({ times: 0, shown: me });
  const { name, phone, timeZone, notify } = shown;
  const submit = async ({ password, currentPassword, ...values }: ProfileValues): Promise<void> => {
    const changed = await request<Me>('PATCH', '/me', {
      ...values,
      phone: phoneNumber(values.phone),
      ...(password === '' ? {} : { password, currentPassword }),
    });
    keepCsrfToken(changed.csrfToken);
    client.setQueryData(meKey, changed);
    await client.invalidateQueries({ queryKey: ['users'] });
    setSaved({ times: times + 1, shown: changed });
  };
  return (
    <>
      <PageHeader title="My profile" about={`${me.email} · ${me.role}`} />
      <PhoneNotice />
      <Paper withBorder p={{ base: 'md', sm: 'lg' }} maw={640}>
        <Form
          key={times}
          initial={{ name, phone: phone ?? '', timeZone, notify, password: '', currentPassword: '' }}
          submitLabel="Save"
          onSubmit={submit}
        >
          <Stack>
            <ProfileFields password={<OwnPassword />} />
            {times === 0 ? null : (
              <Text size="sm" c="dimmed" role="status">
                Saved.
              </Text>
            )}
          </Stack>
        </Form>
      </Paper>
    </>
  );
}
