import { Stack, Text, Timeline } from '@mantine/core';
import type { Line, RingTarget } from '../api/things.js';
import { useOnCall } from '../oncall/use-on-call.js';
import { useTargetName } from './use-target-name.js';

const roles = ['Primary', 'Fallback 1', 'Fallback 2'];

/** Primary and fallbacks in their order, each with who that is right now. */
export function RingPlan({ line }: { readonly line: Line }) {
  const targetName = useTargetName();
  const onCall = useOnCall();
  const nowOf = ({ type, id }: RingTarget): string | null => {
    if (type === 'user') return null;
    const schedule = onCall.data?.items.find(({ scheduleId }) => scheduleId === id);
    return schedule === undefined ? null : `now ${schedule.now.user?.name ?? 'nobody'}`;
  };
  const targets = [line.primary, ...line.fallbacks];
  return (
    <Stack>
      <Timeline bulletSize={12} lineWidth={2} active={targets.length}>
        {targets.map((target, index) => (
          <Timeline.Item key={`${target.type} ${target.id} ${index}`}>
            <Text size="sm" fw={600}>
              {targetName(target)}
            </Text>
            <Text size="sm" c="dimmed">
              {[roles[index], nowOf(target), `${line.ringTimeoutSeconds} s`].filter((one) => one !== null).join(' · ')}
            </Text>
          </Timeline.Item>
        ))}
        <Timeline.Item>
          <Text size="sm" c="dimmed">
            Nobody answered: the “no answer” message, then a voicemail
          </Text>
        </Timeline.Item>
      </Timeline>
    </Stack>
  );
}
