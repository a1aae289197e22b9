/**
 * Two alerts with equal keys are about one thing. An id holds no line break, so no other pair makes the same key.
 * An empty title is never grouped, whatever its key.
 */
export function groupKey(integrationId: string, title: string): string {
  return `${integrationId}\n${title}`;
}
