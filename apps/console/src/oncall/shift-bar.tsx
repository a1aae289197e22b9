import { Box, Text, Tooltip } from '@mantine/core';
import type { Named, Shift } from '../api/resources.js';
import { formatInstant } from '../ui/format-time.js';
import classes from './shift-bar.module.css';
import { type Segment, shiftColor, shiftSegments, type Span } from './shifts.js';

interface ShiftBarProps {
  readonly shifts: readonly Shift[];
  readonly span: Span;
  readonly now: Date;
  readonly people: readonly Named[];
}

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric' });

interface BlockProps {
  readonly segment: Segment;
  readonly color: string;
  readonly words: readonly [who: string, span: string];
}

function Block({ segment, color, words }: BlockProps) {
  const { userId } = segment.shift;
  return (
    <Tooltip label={`${words[0]}, ${words[1]}`} events={{ hover: true, focus: true, touch: true }}>
      <div
        tabIndex={0}
        role="listitem"
        aria-label={`${words[0]}, ${words[1]}`}
        className={userId === null ? `${classes.block} ${classes.gap}` : classes.block}
        style={{
          left: `${segment.left}%`,
          width: `${segment.width}%`,
          background: `var(--mantine-color-${color}-light)`,
          color: `var(--mantine-color-${color}-light-color)`,
        }}
      >
        {words[0]}
      </div>
    </Tooltip>
  );
}

/** Two weeks of one schedule: a block a shift, gaps in red, a line for now. */
export function ShiftBar({ shifts, span, now, people }: ShiftBarProps) {
  const words = ({ userId, startsAt, endsAt }: Shift): readonly [string, string] => [
    userId === null ? 'Nobody' : (people.find(({ id }) => id === userId)?.name ?? userId),
    `${formatInstant(startsAt, { now })} – ${formatInstant(endsAt, { now })}`,
  ];
  const passed = ((now.getTime() - span.from.getTime()) / (span.to.getTime() - span.from.getTime())) * 100;
  return (
    <Box className={classes.scroll} tabIndex={0} role="group" aria-label="Shifts of the next 14 days">
      <div className={classes.inner}>
        <div className={classes.days} aria-hidden="true">
          {span.days.map((day) => (
            <Text key={day.toISOString()} size="xs" c="dimmed" className={classes.day}>
              {weekday.format(day)}
            </Text>
          ))}
        </div>
        <div className={classes.bar} role="list">
          {shiftSegments(shifts, span.from, span.to).map((segment) => (
            <Block
              key={segment.shift.startsAt}
              segment={segment}
              color={shiftColor(segment.shift.userId, people)}
              words={words(segment.shift)}
            />
          ))}
          <div className={classes.now} style={{ left: `${passed}%` }} aria-hidden="true" />
        </div>
      </div>
    </Box>
  );
}
