import { MultiSelect } from '@mantine/core';
import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choiceError } from '../form/choice-error.js';
import { useField } from '../form/form-context.js';

function useTargets(type: string, path: string, group: string) {
  const { data } = useCollection<Named>(path);
  return { group, items: (data ?? []).map(({ id, name }) => ({ value: `${type}:${id}`, label: name })) };
}

/** Whom a step notifies: any mixture of schedules, people, teams and channels. */
export function StepTargetsField({ path }: { readonly path: string }) {
  const { value, error, set } = useField<string[]>(path);
  const data = [
    useTargets('schedule', 'schedules', 'Schedules'),
    useTargets('user', 'users', 'People'),
    useTargets('team', 'teams', 'Teams'),
    useTargets('channel', 'channels', 'Channels'),
  ];
  return (
    <MultiSelect
      label="Notify"
      data={data}
      searchable
      style={{ flex: '1 1 12rem' }}
      nothingFoundMessage="Nothing found"
      value={value}
      error={choiceError(error, value)}
      onChange={set}
    />
  );
}
