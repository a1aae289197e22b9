import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

export type Description = readonly [label: string, value: ReactNode];

/** Labels with their values; a dash for what is not there. */
export function DescriptionList({ items }: { readonly items: readonly Description[] }) {
  return (
    <DataList labelWidth="9rem" gap="xs">
      {items.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel style={{ maxWidth: '9rem', whiteSpace: 'normal' }}>{label}</DataList.ItemLabel>
          <DataList.ItemValue style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value ?? '–'}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}
