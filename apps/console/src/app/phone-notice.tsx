import { Alert, Group, Text } from '@mantine/core';
import { PhoneBadge } from '../setup/phone-badge.js';
import { VerifyPhone } from '../setup/verify-phone.js';
import { useMe } from './session.js';

const words = 'Your phone is rung when you are on call, but nobody has shown yet that the number is right.';

/** Says of one's own phone whether it is verified, and offers to do it. */
export function PhoneNotice() {
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
              {words}
            </>
          )}
        </Text>
        <VerifyPhone person={me} button={{ size: 'xs', variant: 'filled' }} />
      </Group>
    </Alert>
  );
}
