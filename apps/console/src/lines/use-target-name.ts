import type { RingTarget } from '../api/things.js';
import { useNames } from '../api/use-names.js';

export function useTargetName(): (target: RingTarget) => string {
  const person = useNames('users');
  const schedule = useNames('schedules');
  return ({ type, id }) => (type === 'user' ? person(id) : schedule(id));
}
