import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Line } from '../api/things.js';
import { useMe, useRights } from '../app/session.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { useNow } from '../ui/use-now.js';
import { TestModeState } from './test-mode-state.js';
import { useTestMode } from './use-test-mode.js';

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
