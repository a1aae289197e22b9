import { Text } from '@mantine/core';
import { formatDuration } from '../ui/format-duration.js';
import { useNow } from '../ui/use-now.js';

/** Seconds since an instant, counting. */
export function Elapsed({ since }: { readonly since: string }) {
  const now = useNow();
  return (
    <Text span size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatDuration((now - Date.parse(since)) / 1_000)}
    </Text>
  );
}
