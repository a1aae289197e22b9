import type { ButtonProps } from '@mantine/core';
import type { Channel } from '../api/resources.js';
import { TrialButton } from '../ui/trial-button.js';

interface SendTestProps {
  readonly item: Channel;
  readonly button?: ButtonProps;
}

/** Sends a test message, and shows what the other side said. */
export function SendTest({ item, button }: SendTestProps) {
  return (
    <TrialButton
      label="Send test"
      ariaLabel={`Send a test to ${item.name}`}
      path={`/channels/${item.id}/test`}
      {...(button === undefined ? {} : { button })}
    />
  );
}
