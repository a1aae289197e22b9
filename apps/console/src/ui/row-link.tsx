import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './row-link.module.css';

/** The link of a row: it reaches over the whole row for a pointer, and is one stop for the keyboard. */
export function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} className={classes.link} size="sm" fw={600} c="inherit">
      {children}
    </Anchor>
  );
}
