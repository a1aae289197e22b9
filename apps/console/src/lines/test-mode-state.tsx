import { Text } from '@mantine/core';
import type { TestMode } from '../api/things.js';
import { useNames } from '../api/use-names.js';
import { useMe } from '../app/session.js';
import { formatCountdown } from './format-countdown.js';

interface TestModeStateProps {
  readonly testMode: TestMode;
  /** Milliseconds. */
  readonly left: number;
}

/** Whom the line rings in test mode, and for how much longer. */
export function TestModeState({ testMode, left }: TestModeStateProps) {
  const me = useMe();
  const nameOf = useNames('users');
  return (
    <Text size="sm">
      {testMode.userId === me.id ? (
        <>
          Every call to this line rings <b>you</b>, and nobody else.
        </>
      ) : (
        <>
          Switched on for <b>{nameOf(testMode.userId)}</b>: every call to this line rings them, and nobody else.
        </>
      )}{' '}
      Ends by itself in{' '}
      <Text span size="sm" fw={600} role="timer" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {formatCountdown(left)}
      </Text>
      .
    </Text>
  );
}
