/** What every field takes: where its value stands, and its words. */
export interface FieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
}
