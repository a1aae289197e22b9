import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Named } from '../api/things.js';
import { ResourceForm } from './resource-form.js';
import type { Resource } from './resource.js';

/** What is being edited: one that exists, or a new one. */
export interface Editing<Item> {
  readonly item: Item | null;
}

interface ResourceEditorProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  readonly editing: Editing<Item> | null;
  readonly onClose: () => void;
}

/** The form in a dialogue; for things with something to show once, that comes after it. */
export function ResourceEditor<Item extends Named, Values extends object>(props: ResourceEditorProps<Item, Values>) {
  const { resource, editing, onClose } = props;
  const { one, Created } = resource;
  const [created, setCreated] = useState<Item | null>(null);
  const item = editing?.item ?? null;
  const close = (): void => {
    setCreated(null);
    onClose();
  };
  const saved = (thing: Item): void => {
    if (item === null && Created !== undefined) setCreated(thing);
    else close();
  };
  const title = item === null ? `New ${one}` : `Edit ${item.name}`;
  return (
    <Modal opened={editing !== null} onClose={close} title={title} size="lg" closeOnClickOutside={false}>
      {created !== null && Created !== undefined ? (
        <Stack>
          <Created item={created} />
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <ResourceForm key={item?.id ?? 'new'} resource={resource} item={item} onSaved={saved} onCancel={close} />
      )}
    </Modal>
  );
}
