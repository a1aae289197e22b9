import { Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { formatDuration, formatInstant } from './format-time.js';

/** A moment in the reader's own time zone; the exact one shows on hover. */
export function Instant({ at }: { readonly at: string }) {
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {formatInstant(at, { now: new Date() })}
    </time>
  );
}

/** The present moment in milliseconds, a new one every second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true });
  return now;
}

/** Seconds since an instant, counting. */
export function Elapsed({ since }: { readonly since: string }) {
  const now = useNow();
  return (
    <Text span size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatDuration((now - Date.parse(since)) / 1_000)}
    </Text>
  );
}
