import { Button, Group } from '@mantine/core';
import type { Named } from '../api/things.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import type { Resource } from './resource.js';
import { useResource } from './use-resource.js';

interface RowActionsProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  readonly item: Item;
  readonly onEdit: () => void;
}

/** What can be done with one thing of a list. */
export function RowActions<Item extends Named, Values extends object>(props: RowActionsProps<Item, Values>) {
  const { resource, item, onEdit } = props;
  const { path, deletion, editable = true, Actions } = resource;
  const { remove } = useResource<Item>(path);
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      {Actions === undefined ? null : <Actions item={item} />}
      {editable ? (
        <Button size="compact-sm" variant="subtle" onClick={onEdit} aria-label={`Edit ${item.name}`}>
          Edit
        </Button>
      ) : null}
      <ConfirmButton
        label="Delete"
        ariaLabel={`Delete ${item.name}`}
        question={`Delete ${item.name}?`}
        consequence={deletion}
        onConfirm={() => remove(item.id)}
      />
    </Group>
  );
}
