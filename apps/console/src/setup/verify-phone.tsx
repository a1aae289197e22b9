import { Button, type ButtonProps, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Person } from '../api/things.js';
import { PhoneCode } from './phone-code.js';

interface VerifyPhoneProps {
  readonly person: Pick<Person, 'id' | 'name' | 'phone' | 'phoneVerifiedAt'>;
  readonly button?: ButtonProps;
}

/** Proves with a code that a phone is the person's; nothing where there is no phone or it is proved already. */
export function VerifyPhone({ person, button }: VerifyPhoneProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const { id, name, phone, phoneVerifiedAt } = person;
  if (phone === null || (phoneVerifiedAt !== null && !opened)) return null;
  return (
    <>
      <Button size="compact-sm" variant="subtle" {...button} onClick={open} aria-label={`Verify the phone of ${name}`}>
        Verify phone
      </Button>
      <Modal opened={opened} onClose={close} title={`Verify ${phone}`}>
        <PhoneCode userId={id} onDone={close} />
      </Modal>
    </>
  );
}
