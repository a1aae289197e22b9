/** In [startsAt, endsAt) a person is away; instants are RFC 3339 texts, as in the user document. */
export interface Absence {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** Who is in their place; null where nobody is. */
  readonly standInUserId: string | null;
  readonly createdAt: string;
}

/** Who is there in place of a person: they themselves, somebody else for them, or nobody. */
export type Presence =
  | { readonly kind: 'present'; readonly userId: string }
  | { readonly kind: 'stand-in'; readonly userId: string; readonly for: string }
  | { readonly kind: 'absent' };

/**
 * Follows the stand-ins of stand-ins. Nobody is there where one of them is absent without a stand-in, and where they stand in for each
 * other in a circle.
 */
export function presentPerson(userId: string, at: Date, absencesOf: (userId: string) => readonly Absence[]): Presence {
  const asked = new Set<string>();
  for (let id: string | null = userId; id !== null && !asked.has(id);) {
    asked.add(id);
    const absence = absenceAt(absencesOf(id), at.getTime());
    if (!absence) return id === userId ? { kind: 'present', userId } : { kind: 'stand-in', userId: id, for: userId };
    id = absence.standInUserId;
  }
  return { kind: 'absent' };
}

/** Of several that hold at once the one created last, of two created at once that with the greater id. */
function absenceAt(absences: readonly Absence[], at: number): Absence | null {
  let last: Absence | null = null;
  for (const absence of absences) {
    if (Date.parse(absence.startsAt) > at || at >= Date.parse(absence.endsAt)) continue;
    if (!last || createdLater(absence, last)) last = absence;
  }
  return last;
}

function createdLater(a: Absence, b: Absence): boolean {
  const difference = Date.parse(a.createdAt) - Date.parse(b.createdAt);
  return difference === 0 ? a.id > b.id : difference > 0;
}
