import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import type { Named } from '../api/resources.js';
import { useCollection, useNames, useResource } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { type ContractChoice, Form } from '../form/form.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, QueryView } from '../ui/query-view.js';

/** All that one setup page needs to know of the resources it lists. */
export interface Resource<Item extends Named, Values extends object> {
  /** The collection in the API, without slashes: `users`. */
  readonly path: string;
  readonly title: string;
  /** One of them in a sentence: `person`. */
  readonly one: string;
  readonly about: string;
  /** What to do when there is none yet. */
  readonly empty: string;
  /** What deleting one leads to. */
  readonly deletion: string;
  readonly columns: readonly Column<Item>[];
  readonly blank: Values;
  readonly valuesOf: (item: Item) => Values;
  /** The input for the API; a new one has fields that a change may not name. */
  readonly bodyOf: (values: Values, isNew: boolean) => unknown;
  /** What the input is checked by before it is sent. */
  readonly contract: (contracts: Parameters<ContractChoice>[0], isNew: boolean) => ReturnType<ContractChoice>;
  readonly Fields: ComponentType<FieldsProps>;
  readonly Actions?: ComponentType<{ readonly item: Item }>;
  /** Shown once, right after creation. */
  readonly Created?: ComponentType<{ readonly item: Item }>;
  /** False where one cannot be changed, only made and deleted. */
  readonly editable?: boolean;
}

export interface FieldsProps {
  readonly isNew: boolean;
  /** Null while it is new. */
  readonly id: string | null;
}

interface NamesOfProps {
  readonly of: string;
  readonly ids: readonly string[];
}

/** The names of other resources, in a row; a dash for none. */
export function NamesOf({ of, ids }: NamesOfProps) {
  const nameOf = useNames(of);
  return <>{ids.length === 0 ? '–' : ids.map(nameOf).join(', ')}</>;
}

interface ResourceFormProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  /** null makes a new one. */
  readonly item: Item | null;
  readonly onSaved: (item: Item) => void;
  readonly onCancel: () => void;
}

function ResourceForm<Item extends Named, Values extends object>(props: ResourceFormProps<Item, Values>) {
  const { resource, item, onSaved, onCancel } = props;
  const { path, one, blank, bodyOf, contract, valuesOf, Fields } = resource;
  const { create, change } = useResource<Item>(path);
  const isNew = item === null;
  return (
    <Form
      initial={isNew ? blank : valuesOf(item)}
      bodyOf={(values) => bodyOf(values, isNew)}
      contract={(contracts) => contract(contracts, isNew)}
      submitLabel={isNew ? `Create ${one}` : 'Save'}
      onSubmit={async (body) => onSaved(isNew ? await create(body) : await change(item.id, body))}
      onCancel={onCancel}
    >
      <Fields isNew={isNew} id={item?.id ?? null} />
    </Form>
  );
}

/** What is being edited: one that exists, or a new one. */
interface Editing<Item> {
  readonly item: Item | null;
}

interface ResourceEditorProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  readonly editing: Editing<Item> | null;
  readonly onClose: () => void;
}

/** The form in a dialogue; where something is shown once, that comes after it. */
export function ResourceEditor<Item extends Named, Values extends object>(props: ResourceEditorProps<Item, Values>) {
  const { resource, editing, onClose } = props;
  const { one, Created } = resource;
  const [created, setCreated] = useState<Item | null>(null);
  const item = editing?.item ?? null;
  const close = (): void => {
    setCreated(null);
    onClose();
  };
  const saved = (answered: Item): void => {
    if (item === null && Created !== undefined) setCreated(answered);
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

interface RowActionsProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  readonly item: Item;
  readonly onEdit: () => void;
}

/** What can be done with one resource of a list. */
function RowActions<Item extends Named, Values extends object>(props: RowActionsProps<Item, Values>) {
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

interface ResourcePageProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
}

/** List, create, edit, delete: the page of every kind of configuration. */
export function ResourcePage<Item extends Named, Values extends object>({ resource }: ResourcePageProps<Item, Values>) {
  const { path, title, one, about, empty, columns } = resource;
  const [editing, setEditing] = useState<Editing<Item> | null>(null);
  const { configure } = useRights();
  const resources = useCollection<Item>(path);
  const newButton = configure ? <Button onClick={() => setEditing({ item: null })}>{`New ${one}`}</Button> : undefined;
  const actions = (item: Item) => <RowActions resource={resource} item={item} onEdit={() => setEditing({ item })} />;
  return (
    <>
      <PageHeader title={title} about={about} actions={newButton} />
      <QueryView query={resources}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList title={`No ${title.toLowerCase()} yet`} hint={empty}>
              {newButton}
            </EmptyList>
          ) : (
            <DataTable label={title} items={items} columns={columns} {...(configure ? { actions } : {})} />
          )
        }
      </QueryView>
      <ResourceEditor resource={resource} editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
