import { Text, Timeline } from '@mantine/core';
import type { Call } from '@ringdown/contracts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The way of the call in words, oldest first. */
export function CallSteps({ call }: { readonly call: Call }) {
  if (call.steps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing has been written down yet.
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
