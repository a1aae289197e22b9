import { Anchor, Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './data-table.module.css';

export interface Column<Item> {
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
}

interface DataTableProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly actions?: (item: Item) => ReactNode;
}

/** A table that becomes a list of cards on a phone. The roles are spelled out because `display: grid` takes them away. */
export function DataTable<Item extends { readonly id: string }>(props: DataTableProps<Item>) {
  const { label, items, columns, actions } = props;
  return (
    <Paper withBorder className={classes.frame}>
      <Table role="table" aria-label={label} className={classes.table} verticalSpacing="sm" highlightOnHover>
        <Table.Thead role="rowgroup" className={classes.head}>
          <Table.Tr role="row">
            {columns.map((column) => (
              <Table.Th key={column.title} role="columnheader" scope="col">
                {column.title}
              </Table.Th>
            ))}
            {actions === undefined ? null : <Table.Th role="columnheader" aria-label="Actions" />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {items.map((item) => (
            <Table.Tr key={item.id} role="row" className={classes.row}>
              {columns.map((column) => (
                <Table.Td
                  key={column.title}
                  role="cell"
                  data-label={column.title}
                  className={column.wideOnly === true ? classes.wide : undefined}
                >
                  <div className={classes.value}>{column.cell(item)}</div>
                </Table.Td>
              ))}
              {actions === undefined ? null : (
                <Table.Td role="cell" className={classes.actions}>
                  {actions(item)}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** The link of a row: it reaches over the whole row for a pointer, and is one stop for the keyboard. */
export function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} className={classes.link} size="sm" fw={600} c="inherit">
      {children}
    </Anchor>
  );
}
