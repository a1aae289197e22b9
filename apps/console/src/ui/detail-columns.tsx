import { Grid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface DetailColumnsProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
}

/** The sections of a detail page: what happened beside what it is; one below the other on a phone. */
export function DetailColumns({ main, side }: DetailColumnsProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack>{main}</Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>{side}</Stack>
      </Grid.Col>
    </Grid>
  );
}
