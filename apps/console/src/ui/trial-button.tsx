import { Alert, Button, type ButtonProps, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Trial } from '../api/resources.js';
import { ProblemAlert } from './problem-alert.js';

interface TrialButtonProps {
  readonly label: string;
  readonly ariaLabel: string;
  /** Where to POST for the trial; the answer says whether the other side accepted it. */
  readonly path: string;
  readonly button?: ButtonProps;
}

/** Tries something at the other side and shows what it answered. */
export function TrialButton({ label, ariaLabel, path, button }: TrialButtonProps) {
  const trial = useMutation({ mutationFn: () => request<Trial>('POST', path) });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        {...button}
        loading={trial.isPending}
        onClick={() => trial.mutate()}
        aria-label={ariaLabel}
      >
        {label}
      </Button>
      <Modal opened={trial.isSuccess || trial.isError} onClose={trial.reset} title={ariaLabel} centered>
        <ProblemAlert error={trial.error} />
        {trial.data === undefined ? null : (
          <Alert
            color={trial.data.ok ? 'green' : 'red'}
            title={trial.data.ok ? 'It worked' : 'It did not work'}
            role="status"
          >
            {trial.data.detail}
          </Alert>
        )}
      </Modal>
    </>
  );
}
