import { Anchor } from '@mantine/core';
import { Link } from 'react-router';

export function BackLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Anchor component={Link} to={to} size="sm" c="dimmed">
      ← {children}
    </Anchor>
  );
}
