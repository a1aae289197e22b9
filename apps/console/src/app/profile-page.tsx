import { Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/things.js';
import { Form } from '../form/form.js';
import { phoneNumber } from '../setup/phone-number.js';
import { ProfileFields } from '../setup/profile-fields.js';
import { PhoneNotice } from './phone-notice.js';
import { PageHeader } from '../ui/page-header.js';
import { useMe } from './session.js';

/** One's own phone, time zone, notifications and password, whatever one's role. */
export function ProfilePage() {
  const me = useMe();
  const client = useQueryClient();
  // What was answered last: the session's copy may follow only after the form has begun anew.
  const [{ times, shown }, setSaved] = useState({ times: 0, shown: me });
  const { name, phone, timeZone, notify } = shown;
  const submit = async ({ password, ...values }: { password: string; phone: string }): Promise<void> => {
    const changed = await request<Me>('PATCH', '/me', {
      ...values,
      phone: phoneNumber(values.phone),
      ...(password === '' ? {} : { password }),
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
          initial={{ name, phone: phone ?? '', timeZone, notify, password: '' }}
          submitLabel="Save"
          onSubmit={submit}
        >
          <Stack>
            <ProfileFields passwordHint="Leave it empty to keep the present one. A new one ends your other sessions." />
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
