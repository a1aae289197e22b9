import { Button, Group, PinInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { problemWords } from '../ui/problem-words.js';
import { type CodeWay, usePhoneCode } from './use-phone-code.js';

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

/** First the way the code is to come, then the code; a wrong one leaves the boxes empty and the cursor in the first. */
export function PhoneCode({ userId, onDone }: PhoneCodeProps) {
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
