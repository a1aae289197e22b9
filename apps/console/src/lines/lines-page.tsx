import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Line } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { useRights } from '../app/session.js';
import { EmptyList } from '../ui/empty-list.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { LineTable } from './line-table.js';

function NewLineButton() {
  return (
    <Button component={Link} to="/lines/new">
      New line
    </Button>
  );
}

export function LinesPage() {
  const lines = useCollection<Line>('lines');
  const { configure } = useRights();
  return (
    <>
      <PageHeader
        title="Lines"
        about="The numbers people call, and whom each of them rings."
        actions={configure ? <NewLineButton /> : undefined}
      />
      <QueryView query={lines}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList
              title="No lines yet"
              hint="You need a provider account with a phone number, and a schedule or a person to ring. Then make a line of them."
            >
              {configure ? <NewLineButton /> : undefined}
            </EmptyList>
          ) : (
            <LineTable lines={items} />
          )
        }
      </QueryView>
    </>
  );
}
