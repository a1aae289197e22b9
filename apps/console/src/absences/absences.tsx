import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { newAbsence } from '@ringdown/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { request } from '../api/request.js';
import type { Absence, Named } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { ReferenceField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { fromLocalInput, toLocalInput } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { QueryView } from '../ui/query-view.js';

const useAbsences = (userId: string) =>
  useQuery({
    queryKey: ['absences', userId],
    queryFn: () => request<{ readonly items: readonly Absence[] }>('GET', `/users/${userId}/absences`),
    refetchInterval: 60_000,
  });

/** An absence moves who is rung and who is shown to be on call. */
function useAbsencesChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['absences'] }),
      client.invalidateQueries({ queryKey: ['on-call'] }),
    ]);
  };
}

interface Values {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly standInUserId: string | null;
  readonly comment: string;
}

const dayMs = 24 * 60 * 60 * 1_000;

const bodyOf = ({ startsAt, endsAt, standInUserId, comment }: Values): z.input<typeof newAbsence> => ({
  startsAt: fromLocalInput(startsAt),
  endsAt: fromLocalInput(endsAt),
  standInUserId,
  ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
});

function NewAbsence({ person, onDone }: { readonly person: Named; readonly onDone: () => void }) {
  const changed = useAbsencesChanged();
  const submit = async (body: unknown): Promise<void> => {
    await request('POST', `/users/${person.id}/absences`, body);
    await changed();
    onDone();
  };
  const now = Date.now();
  return (
    <Form
      initial={{
        startsAt: toLocalInput(new Date(now)),
        endsAt: toLocalInput(new Date(now + dayMs)),
        standInUserId: null,
        comment: '',
      }}
      bodyOf={bodyOf}
      contract={({ newAbsence }) => newAbsence}
      submitLabel="Save the absence"
      onSubmit={submit}
      onCancel={onDone}
    >
      <TextField path="startsAt" label="From" type="datetime-local" hint="In your own time" required />
      <TextField path="endsAt" label="Until" type="datetime-local" required />
      <ReferenceField
        path="standInUserId"
        label="Stand-in"
        of="users"
        placeholder="Nobody"
        hint="Is rung and notified meanwhile. Without one, lines and policies pass the person over."
      />
      <TextField path="comment" label="Comment" />
    </Form>
  );
}

interface AbsenceRowProps {
  readonly absence: Absence;
  readonly person: Named;
  readonly mayWrite: boolean;
}

function AbsenceRow({ absence, person, mayWrite }: AbsenceRowProps) {
  const nameOf = useNames('users');
  const changed = useAbsencesChanged();
  const remove = async (): Promise<void> => {
    await request('DELETE', `/users/${person.id}/absences/${absence.id}`);
    await changed();
  };
  const { startsAt, endsAt, standInUserId, comment } = absence;
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm">
        <Instant at={startsAt} /> – <Instant at={endsAt} /> ·{' '}
        {standInUserId === null ? 'nobody stands in' : `${nameOf(standInUserId)} stands in`}
        {comment === undefined ? null : ` · ${comment}`}
      </Text>
      {mayWrite ? (
        <ConfirmButton
          label="Remove"
          question="Remove this absence?"
          consequence={`${person.name} is rung and notified again in this time.`}
          onConfirm={remove}
        />
      ) : null}
    </Group>
  );
}

interface AbsencesProps {
  readonly person: Named;
  readonly mayWrite: boolean;
}

/** The absences of a person that last or are to come, and a form for one more. */
export function Absences({ person, mayWrite }: AbsencesProps) {
  const [isAdding, setAdding] = useState(false);
  return (
    <Stack gap="sm">
      <QueryView query={useAbsences(person.id)} rows={1}>
        {({ items }) => {
          const ahead = items.filter(({ endsAt }) => Date.parse(endsAt) > Date.now());
          return (
            <Stack gap={4}>
              {ahead.length === 0 ? (
                <Text size="sm" c="dimmed">
                  No absences
                </Text>
              ) : null}
              {ahead.map((absence) => (
                <AbsenceRow key={absence.id} absence={absence} person={person} mayWrite={mayWrite} />
              ))}
            </Stack>
          );
        }}
      </QueryView>
      {isAdding ? <NewAbsence person={person} onDone={() => setAdding(false)} /> : null}
      {mayWrite && !isAdding ? (
        <Group>
          <Button size="xs" variant="light" onClick={() => setAdding(true)}>
            Add an absence
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/** The same in a dialogue, behind a button. */
export function AbsencesButton({ person, mayWrite }: AbsencesProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={open} aria-label={`Absences of ${person.name}`}>
        Absences
      </Button>
      <Modal opened={opened} onClose={close} title={`Absences of ${person.name}`} size="lg">
        <Absences person={person} mayWrite={mayWrite} />
      </Modal>
    </>
  );
}
