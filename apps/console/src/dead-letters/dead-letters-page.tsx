import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { detailsText } from '../incidents/incident-text.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Instant } from '../ui/instant.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, LoadMore, QueryView } from '../ui/query-view.js';
import { useActOnDeadLetter, useDeadLetters, type WrittenDeadLetter } from './dead-letters.queries.js';

/** Why it failed, and what the event says, for who wants to see it. */
function Reason({ letter: { reason, dataJson } }: { readonly letter: WrittenDeadLetter }) {
  return (
    <>
      <Text size="sm" c="red" lineClamp={12} style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
      <details>
        <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
          What the event says
        </Text>
        <Code
          block
          style={{ maxHeight: 480, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          tabIndex={0}
        >
          {detailsText(dataJson)}
        </Code>
      </details>
    </>
  );
}

const columns: readonly Column<WrittenDeadLetter>[] = [
  { title: 'Consumer', cell: ({ consumer }) => <b>{consumer}</b> },
  { title: 'Event', cell: ({ event }) => event },
  { title: 'Reason', cell: (letter) => <Reason letter={letter} /> },
  { title: 'Attempts', cell: ({ attempts }) => attempts, wideOnly: true },
  { title: 'Failed', cell: ({ at }) => <Instant at={at} /> },
];

function Actions({ letter: { id, event, consumer } }: { readonly letter: WrittenDeadLetter }) {
  const { replay, remove } = useActOnDeadLetter(id);
  return (
    <>
      <Group gap={4} wrap="nowrap" justify="flex-end">
        <Button
          size="compact-sm"
          variant="subtle"
          loading={replay.isPending}
          onClick={() => replay.mutate()}
          aria-label={`Replay ${event} in ${consumer}`}
        >
          Replay
        </Button>
        <ConfirmButton
          label="Delete"
          ariaLabel={`Delete ${event} of ${consumer}`}
          question="Delete this dead letter?"
          consequence={`What ${event} was to bring about in ${consumer} never happens then. It cannot be undone.`}
          onConfirm={() => remove.mutateAsync()}
        />
      </Group>
      {replay.error === null ? null : (
        <Text
          size="sm"
          c="red"
          role="alert"
          maw={320}
          lineClamp={6}
          style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}
        >
          {replay.error.message}
        </Text>
      )}
    </>
  );
}

/** Events that could not take effect: for an admin to repair what they name, and to let them take effect after all. */
export function DeadLettersPage() {
  const letters = useDeadLetters();
  return (
    <>
      <PageHeader
        title="Dead letters"
        about="Events that a service could not apply after all its attempts. Correct the cause that the reason names, then replay them: each takes effect once."
      />
      <QueryView query={letters}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const missing = [...new Set(pages.flatMap((page) => page.missing))];
          return (
            <>
              {missing.length === 0 ? null : (
                <Alert color="yellow" mb="md" py="xs" role="status">
                  {missing.join(', ')} did not answer: dead letters of {missing.length === 1 ? 'it' : 'them'} are not in
                  this list.
                </Alert>
              )}
              {items.length === 0 ? (
                <EmptyList title="No dead letters" hint="Every event has taken effect, or is on its way." />
              ) : (
                <DataTable
                  label="Dead letters"
                  items={items}
                  columns={columns}
                  actions={(letter) => <Actions letter={letter} />}
                />
              )}
            </>
          );
        }}
      </QueryView>
      <LoadMore of={letters} />
    </>
  );
}
