import { DomainError } from '@ringdown/kernel';

const taken: Readonly<Record<string, readonly [string, string]>> = {
  thing_user_email: ['email', 'Another user has this e-mail address.'],
  thing_line_number: ['number', 'Another line has this number.'],
  thing_contact_phone: ['phone', 'Another contact has this phone number.'],
  thing_team_slug: ['slug', 'Another team has this short name.'],
};

/** A broken unique index as a conflict that names the field; everything else as it is. */
export function conflictOf(error: unknown): unknown {
  const { code, constraint } = ((error as { driverError?: unknown } | null)?.driverError ?? {}) as {
    code?: string;
    constraint?: string;
  };
  const known = code === '23505' ? taken[constraint ?? ''] : undefined;
  if (!known) return error;
  const [path, message] = known;
  return new DomainError('conflict', message, [{ path, message }]);
}
