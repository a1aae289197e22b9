import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.js';

interface ConfirmButtonProps {
  readonly label: string;
  /** The question, and what a yes would do. */
  readonly question: string;
  readonly consequence: ReactNode;
  readonly onConfirm: () => Promise<unknown>;
  readonly button?: ButtonProps;
  /** For readers who cannot see the row the button stands in. */
  readonly ariaLabel?: string;
}

/** A destructive action that has to be confirmed, and says why when it is refused. */
export function ConfirmButton({ label, question, consequence, onConfirm, button, ariaLabel }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const action = useMutation({ mutationFn: onConfirm, onSuccess: close });
  const start = (): void => {
    action.reset();
    open();
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        {...button}
        onClick={start}
        aria-label={ariaLabel ?? label}
      >
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={question} centered>
        <Stack>
          <Text size="sm" component="div">
            {consequence}
          </Text>
          <ProblemAlert title="That did not work" error={action.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button color="red" loading={action.isPending} onClick={() => action.mutate()}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
