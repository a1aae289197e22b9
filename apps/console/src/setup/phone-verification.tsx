import { Badge, Button, type ButtonProps, Group, Modal, PinInput, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemWords } from '../api/problem.js';
import { meKey } from '../api/query-client.js';
import { request } from '../api/request.js';
import type { Person } from '../api/resources.js';

/** Whether the person has shown that the number is theirs. */
export function PhoneBadge({ verified }: { readonly verified: boolean }) {
  return verified ? (
    <Badge size="sm" variant="light" color="green">
      Verified
    </Badge>
  ) : (
    <Badge size="sm" variant="light" color="orange" title="It is rung although it is not verified">
      Not verified
    </Badge>
  );
}

type CodeWay = 'sms' | 'voice';

/** Has a code sent to a person's phone, and confirms it. A code that was sent stays good where another one is refused. */
function usePhoneCode(userId: string) {
  const client = useQueryClient();
  const path = `/users/${encodeURIComponent(userId)}/phone`;
  const [sentBy, setSentBy] = useState<CodeWay | null>(null);
  const send = useMutation({
    mutationFn: (via: CodeWay) => request('POST', `${path}/verify`, { via }),
    onSuccess: (_, via) => setSentBy(via),
  });
  const confirm = useMutation({
    mutationFn: (code: string) => request('POST', `${path}/confirm`, { code }),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['users'] }), client.invalidateQueries({ queryKey: meKey })]),
  });
  return { send, confirm, sentBy };
}

interface PhoneCodeProps {
  readonly userId: string;
  readonly onDone: () => void;
}

const ways: readonly (readonly [via: CodeWay, first: string, again: string])[] = [
  ['sms', 'Text the code', 'Text a new one'],
  ['voice', 'Call with the code', 'Call with a new one'],
];

const introduction = 'A code of six digits goes to this phone. Entering it here shows that the number is right.';
const onItsWay = (by: string): string =>
  `A code of six digits is on its way, by ${by}. Enter it here within ten minutes.`;
const sentWords = { sms: onItsWay('text'), voice: onItsWay('phone call') } as const;

interface SendButtonsProps {
  readonly pending: CodeWay | null;
  /** Whether a code was sent already. */
  readonly isAgain: boolean;
  readonly onSend: (via: CodeWay) => void;
}

function SendButtons({ pending, isAgain, onSend }: SendButtonsProps) {
  return (
    <Group gap="sm">
      {ways.map(([via, first, again]) => (
        <Button
          key={via}
          variant={isAgain ? 'default' : 'light'}
          disabled={pending !== null}
          loading={pending === via}
          onClick={() => onSend(via)}
        >
          {isAgain ? again : first}
        </Button>
      ))}
    </Group>
  );
}

/** First how the code is to come, then the code; a wrong one leaves the boxes empty and the cursor in the first. */
function PhoneCode({ userId, onDone }: PhoneCodeProps) {
  const { send, confirm, sentBy } = usePhoneCode(userId);
  const [failures, setFailures] = useState(0);
  const error = send.error ?? confirm.error;
  const order = (via: CodeWay): void => {
    confirm.reset();
    send.mutate(via);
  };
  const submit = (typed: string): void => {
    send.reset();
    confirm.mutate(typed, { onSuccess: onDone, onError: () => setFailures((before) => before + 1) });
  };
  return (
    <Stack>
      <Text size="sm" role="status">
        {sentBy === null ? introduction : sentWords[sentBy]}
      </Text>
      {sentBy === null ? null : (
        <PinInput
          key={failures}
          length={6}
          type="number"
          oneTimeCode
          autoFocus
          aria-label="Code"
          readOnly={confirm.isPending}
          error={confirm.isError}
          onComplete={submit}
        />
      )}
      {error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {problemWords(error)}
        </Text>
      )}
      <SendButtons pending={send.isPending ? send.variables : null} isAgain={sentBy !== null} onSend={order} />
    </Stack>
  );
}

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
