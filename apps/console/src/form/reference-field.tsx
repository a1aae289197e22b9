import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choicesOf } from './choice.js';
import type { FieldProps } from './field-props.js';
import { SelectField } from './select-field.js';

interface ReferenceFieldProps extends FieldProps {
  /** The collection of the things that can be chosen: `integrations`. */
  readonly of: string;
  readonly placeholder?: string;
}

/** One other thing by its name, or none. */
export function ReferenceField({ of, ...field }: ReferenceFieldProps) {
  const { data } = useCollection<Named>(of);
  return <SelectField {...field} choices={choicesOf(data ?? [])} clearable={field.required !== true} />;
}
