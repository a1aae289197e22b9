import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Line, TestMode } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { useMe, useRights } from '../app/session.js';
import { formatCountdown } from '../ui/format-time.js';
import { useNow } from '../ui/instant.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { useTestMode } from './lines.queries.js';

interface TestModeStateProps {
  readonly testMode: TestMode;
  /** Milliseconds. */
  readonly left: number;
}

/** Whom the line rings in test mode, and for how much longer. */
function TestModeState({ testMode, left }: TestModeStateProps) {
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

const purpose =
  'For five minutes every call to this line rings you instead of those on call. It is marked as a test and opens no incident.';

function Off({ canBeRung }: { readonly canBeRung: boolean }) {
  return (
    <Text size="sm">
      {purpose}
      {canBeRung ? null : (
        <>
          {' '}
          You have no phone number yet:{' '}
          <Anchor component={Link} to="/profile" size="sm">
            add it to your profile
          </Anchor>
          , then switch test mode on here.
        </>
      )}
    </Text>
  );
}

/** The switch of the test mode; whoever may act on calls may use it. */
export function TestModePanel({ line }: { readonly line: Line }) {
  const { phone } = useMe();
  const { act } = useRights();
  const change = useTestMode(line.id);
  const now = useNow();
  const { testMode } = line;
  const left = testMode === null ? 0 : Date.parse(testMode.until) - now;
  const isOn = left > 0;
  return (
    <Stack gap="sm">
      {testMode !== null && isOn ? (
        <TestModeState testMode={testMode} left={left} />
      ) : (
        <Off canBeRung={phone !== null || !act} />
      )}
      <ProblemAlert error={change.error} />
      {act ? (
        <Group>
          <Button
            variant={isOn ? 'filled' : 'light'}
            {...(isOn ? { color: 'orange' } : {})}
            disabled={!isOn && phone === null}
            loading={change.isPending}
            onClick={() => change.mutate(!isOn)}
          >
            {isOn ? 'End test mode' : 'Switch on for 5 minutes'}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
