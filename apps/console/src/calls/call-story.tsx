import { Badge, Group, Stack, Text, Timeline } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { formatDuration } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { attemptResults, attemptRoles, reasonWords } from './call-words.js';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The steps of the call in words, oldest first. */
export function CallSteps({ call }: { readonly call: Call }) {
  if (call.steps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The log of this call is empty so far.
      </Text>
    );
  }
  return (
    <Timeline
      bulletSize={12}
      lineWidth={2}
      active={call.steps.length - 1}
      aria-live={call.status === 'live' ? 'polite' : 'off'}
    >
      {call.steps.map((step, index) => (
        <Timeline.Item key={`${step.at} ${index}`}>
          <Text size="sm">{step.text}</Text>
          <Text size="xs" c="dimmed" component="time" dateTime={step.at}>
            {clock.format(new Date(step.at))}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

type Attempt = Call['attempts'][number];

const secondsOf = ({ startedAt, endedAt }: Attempt): number | null =>
  startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;

function AttemptRow({ attempt }: { readonly attempt: Attempt }) {
  const look = attemptResults[attempt.result];
  const seconds = secondsOf(attempt);
  const reason = reasonWords(attempt.reason);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600}>
          {attempt.userName ?? 'Nobody'}
        </Text>
        <Text size="sm" c="dimmed">
          {attemptRoles[attempt.role]}
          {attempt.startedAt === null ? null : (
            <>
              {' · '}
              <Instant at={attempt.startedAt} />
            </>
          )}
          {seconds === null ? null : ` · ${formatDuration(seconds)}`}
          {reason === '' ? null : ` · ${reason}`}
        </Text>
      </div>
      <Badge variant="light" color={look.color} style={{ flexShrink: 0 }}>
        {look.label}
      </Badge>
    </Group>
  );
}

export function AttemptList({ attempts }: { readonly attempts: readonly Attempt[] }) {
  if (attempts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nobody was rung.
      </Text>
    );
  }
  return (
    <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {attempts.map((attempt) => (
        <AttemptRow key={`${attempt.n} ${attempt.role}`} attempt={attempt} />
      ))}
    </Stack>
  );
}
