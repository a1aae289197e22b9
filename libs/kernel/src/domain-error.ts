/** What a caller can do about a failure. Transports map this, and only this, to a status. */
export type FailureKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'too-many' | 'unavailable';

/** One broken field: `path` as in `fallbacks.1.id`, `message` says what is expected. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A failure that the one who asked can understand. `message` is a sentence that says what to do. */
export class DomainError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** Refuses what comes too often, and says when it may come again. */
export class TooMany extends DomainError {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super('too-many', message);
  }
}

/** Refuses what was sent, naming every broken field. */
export const invalidFields = (errors: readonly FieldError[]): DomainError =>
  new DomainError(
    'invalid',
    errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '),
    errors,
  );
