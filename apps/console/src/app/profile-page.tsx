import { Alert, Group, Paper, Stack, Text } from '@mantine/core';
import type { ownProfile } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { Absences } from '../absences/absences.js';
import { meKey } from '../api/query-client.js';
import { keepCsrfToken, request } from '../api/request.js';
import type { Me } from '../api/resources.js';
import { TextField } from '../form/fields.js';
import { Form, useField } from '../form/form.js';
import { CalendarUrl } from '../oncall/calendar-url.js';
import { phoneNumber } from '../setup/phone-number.js';
import { PhoneBadge, VerifyPhone } from '../setup/phone-verification.js';
import { orNull, ProfileFields } from '../setup/profile-fields.js';
import { PageHeader, Section } from '../ui/page-layout.js';
import { NotifyNumbers } from './notify-numbers.js';
import { useMe, useRights } from './session.js';

const notVerified = 'Your phone is rung when you are on call, but the number is not verified yet.';

/** Says of one's own phone whether it is verified, and offers to do it. */
function PhoneNotice() {
  const me = useMe();
  if (me.phone === null) {
    return (
      <Alert color="orange" mb="md" maw={640} title="You cannot be rung">
        Add your phone number below, with its country code.
      </Alert>
    );
  }
  const verified = me.phoneVerifiedAt !== null;
  return (
    <Alert color={verified ? 'green' : 'orange'} mb="md" maw={640}>
      <Group justify="space-between" gap="sm">
        <Text component="div" size="sm" style={{ flex: '1 1 16rem' }}>
          {me.phone} <PhoneBadge verified={verified} />
          {verified ? null : (
            <>
              <br />
              {notVerified}
            </>
          )}
        </Text>
        <VerifyPhone person={me} button={{ size: 'xs', variant: 'filled' }} />
      </Group>
    </Alert>
  );
}

type Typed = 'phone' | 'password' | 'currentPassword' | 'pushUrl';
type ProfileValues = Omit<z.infer<typeof ownProfile>, Typed> & Record<Typed, string>;

const passwordHint = 'Leave it empty to keep the present one. A new one ends your other sessions.';

/** Whoever enters a new password proves with the present one that it is theirs. */
function OwnPassword() {
  const { value } = useField<string>('password');
  return (
    <>
      <TextField path="password" label="Password" type="password" hint={passwordHint} />
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

const profileBody = ({ password, currentPassword, ...values }: ProfileValues) => ({
  ...values,
  phone: phoneNumber(values.phone),
  pushUrl: orNull(values.pushUrl),
  ...(password === '' ? {} : { password, currentPassword }),
});

/** One's own phone, time zone, notifications and password, whatever one's role. */
export function ProfilePage() {
  const me = useMe();
  const { act } = useRights();
  const client = useQueryClient();
  // What was answered last: the session's copy may follow only after the form has begun anew.
  const [{ times, shown }, setSaved] = useState({ times: 0, shown: me });
  const { name, phone, timeZone, notify, pushUrl, shiftNotices } = shown;
  const submit = async (body: unknown): Promise<void> => {
    const changed = await request<Me>('PATCH', '/me', body);
    keepCsrfToken(changed.csrfToken);
    client.setQueryData(meKey, changed);
    await client.invalidateQueries({ queryKey: ['users'] });
    setSaved({ times: times + 1, shown: changed });
  };
  return (
    <>
      <PageHeader title="My profile" about={`${me.email} · ${me.role}`} />
      <PhoneNotice />
      <Stack maw={640}>
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <Form
            key={times}
            initial={{
              name,
              phone: phone ?? '',
              timeZone,
              notify,
              pushUrl: pushUrl ?? '',
              shiftNotices,
              password: '',
              currentPassword: '',
            }}
            bodyOf={profileBody}
            contract={({ ownProfile }) => ownProfile}
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
        <Section title="Numbers that call you">
          <NotifyNumbers />
        </Section>
        {me.calendarUrl === null ? null : (
          <Section title="Calendar of my shifts">
            <CalendarUrl name={me.name} url={me.calendarUrl} revokes={act ? `/users/${me.id}` : null} />
          </Section>
        )}
        <Section title="Absences">
          <Absences person={me} mayWrite={act} />
        </Section>
      </Stack>
    </>
  );
}
