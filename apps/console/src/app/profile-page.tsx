import { Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/things.js';
import { Form } from '../form/form.js';
import { phoneNumber } from '../setup/phone-number.js';
import { ProfileFields } from '../setup/profile-fields.js';
import { PageHeader } from '../ui/page-header.js';
import { useMe } from './session.js';

/** One's own phone, time zone, notifications and password, whatever one's role. */
export function ProfilePage() {
  const me = useMe();
  const client = useQueryClient();
  const [saved, setSaved] = useState(0);
  const { name, phone, timeZone, notify } = me;
  const submit = async ({ password, ...values }: { password: string; phone: string }): Promise<void> => {
    const changed = await request<Me>('PATCH', '/me', {
      ...values,
      phone: phoneNumber(values.phone),
      ...(password === '' ? {} : { password }),
    });
    keepCsrfToken(changed.csrfToken);
    client.setQueryData(meKey, changed);
    await client.invalidateQueries({ queryKey: ['users'] });
    setSaved((before) => before + 1);
  };
  return (
    <>
      <PageHeader title="My profile" about={`${me.email} · ${me.role}`} />
      <Paper withBorder p={{ base: 'md', sm: 'lg' }} maw={640}>
        <Form
          key={saved}
          initial={{ name, phone: phone ?? '', timeZone, notify, password: '' }}
          submitLabel="Save"
          onSubmit={submit}
        >
          <Stack>
            <ProfileFields passwordHint="Leave it empty to keep the present one. A new one ends your other sessions." />
            {saved === 0 ? null : (
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
