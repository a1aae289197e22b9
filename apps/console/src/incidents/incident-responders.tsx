import { Button, Group, Select, Stack, Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { type FormEvent, useRef, useState } from 'react';
import type { Person } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useMe, useRights } from '../app/session.js';
import { choicesOf } from '../form/choice-fields.js';
import { Section } from '../ui/page-layout.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { responderHint } from './incident-words.js';
import { useChangeResponders } from './incidents.queries.js';

type Responder = Incident['responders'][number];

interface ResponderRowProps {
  readonly responder: Responder;
  /** Null for users who may only read. */
  readonly onRemove: (() => void) | null;
  readonly isPending: boolean;
}

function ResponderRow({ responder, onRemove, isPending }: ResponderRowProps) {
  const { id, name } = responder;
  const me = useMe();
  return (
    <Group justify="space-between" wrap="nowrap" component="li">
      <Text size="sm" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {id === me.id ? `${name} (you)` : name}
      </Text>
      {onRemove === null ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={isPending}
          onClick={onRemove}
          aria-label={`Remove ${name}`}
        >
          Remove
        </Button>
      )}
    </Group>
  );
}

interface AddResponderProps {
  readonly incident: Incident;
  readonly isPending: boolean;
  readonly onAdd: (userId: string, onSuccess?: () => void) => void;
}

/** Adding notifies people, so choosing alone adds nobody. */
function AddResponder({ incident, isPending, onAdd }: AddResponderProps) {
  const me = useMe();
  const { data: people = [] } = useCollection<Person>('users');
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const others = people.filter(({ id }) => incident.responders.every((responder) => responder.id !== id));
  const choose = (userId: string | null): void => {
    setChosen(userId);
    setMissing(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setMissing(chosen === null);
    if (chosen === null) return;
    onAdd(chosen, () => choose(null));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Select
          label="Add a responder"
          description={responderHint(incident)}
          placeholder="Choose a person"
          data={choicesOf(others)}
          searchable
          clearable
          limit={80}
          nothingFoundMessage="Nobody found"
          value={chosen}
          error={isMissing ? 'Choose a person first' : null}
          onChange={choose}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" variant="light" loading={isPending}>
            Add
          </Button>
          {others.some(({ id }) => id === me.id) ? (
            <Button size="xs" variant="default" disabled={isPending} onClick={() => onAdd(me.id)}>
              Add me
            </Button>
          ) : null}
        </Group>
      </Stack>
    </form>
  );
}

/** Who looks after the incident, named by people and by alert rules; also of one that is resolved. */
export function IncidentResponders({ incident }: { readonly incident: Incident }) {
  const { responders } = incident;
  const { act } = useRights();
  const action = useChangeResponders(incident.id);
  const pending = action.isPending ? action.variables : null;
  const list = useRef<HTMLDivElement>(null);
  // the button that was pressed may be gone
  const onSuccess = (): void => list.current?.focus();
  return (
    <Section title="Responders">
      <Stack gap="md">
        <div ref={list} tabIndex={-1} aria-label="Responders">
          {responders.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nobody yet. People are named here, or by an alert rule.
            </Text>
          ) : (
            <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {responders.map((responder) => (
                <ResponderRow
                  key={responder.id}
                  responder={responder}
                  isPending={pending?.remove === responder.id}
                  onRemove={act ? () => action.mutate({ remove: responder.id }, { onSuccess }) : null}
                />
              ))}
            </Stack>
          )}
        </div>
        <ProblemAlert title="The responders could not be changed" error={action.error} />
        {act ? (
          <AddResponder
            incident={incident}
            isPending={pending?.add !== undefined}
            onAdd={(add, onAdded) =>
              action.mutate(
                { add },
                {
                  onSuccess: () => {
                    onAdded?.();
                    onSuccess();
                  },
                },
              )
            }
          />
        ) : null}
      </Stack>
    </Section>
  );
}
