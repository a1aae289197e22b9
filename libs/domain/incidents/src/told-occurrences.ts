/**
 * Whether an occurrence between `before` (not included) and `after` (included) is told: the 2nd, 5th, 10th, 20th, 50th and so on, so
 * that whoever follows an incident hears of one that does not stop, and a thousand repeats a second cost nobody anything.
 */
export function isToldOccurrence(before: number, after: number): boolean {
  for (let power = 1; power <= after; power *= 10) {
    for (const step of [1, 2, 5]) {
      const told = step * power;
      if (told > 1 && told > before && told <= after) return true;
    }
  }
  return false;
}
