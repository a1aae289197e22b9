import type { Named } from '../api/things.js';
import { Form } from '../form/form.js';
import type { Resource } from './resource.js';
import { useResource } from './use-resource.js';

interface ResourceFormProps<Item extends Named, Values extends object> {
  readonly resource: Resource<Item, Values>;
  /** null makes a new one. */
  readonly item: Item | null;
  readonly onSaved: (item: Item) => void;
  readonly onCancel: () => void;
}

export function ResourceForm<Item extends Named, Values extends object>(props: ResourceFormProps<Item, Values>) {
  const { resource, item, onSaved, onCancel } = props;
  const { path, one, blank, bodyOf, valuesOf, Fields } = resource;
  const { create, change } = useResource<Item>(path);
  const submit = async (values: Values): Promise<void> => {
    const body = bodyOf(values, item === null);
    onSaved(item === null ? await create(body) : await change(item.id, body));
  };
  return (
    <Form
      initial={item === null ? blank : valuesOf(item)}
      submitLabel={item === null ? `Create ${one}` : 'Save'}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Fields isNew={item === null} id={item?.id ?? null} />
    </Form>
  );
}
