import type { Incident } from '@ringdown/contracts';
import type { Responder } from './responder.ts';
import { api } from './rest.ts';
import { eventually } from './waiting.ts';
import type { World } from './world.ts';

/** A monitor whose alerts open incidents that escalate. */
export interface Monitor {
  readonly integrationId: string;
  fires(title: string): Promise<void>;
  recovers(title: string): Promise<void>;
  /** Waits until there is one of this title. */
  incident(title: string): Promise<Incident>;
  is(title: string, status: Incident['status']): Promise<Incident>;
}

/** Its incidents notify these people one step after the other, each at once where the one before reaches nobody. */
export const aMonitor = (world: World, ...steps: readonly (readonly Responder[])[]): Promise<Monitor> =>
  aMonitorWith(world, {}, ...steps);

/** The same with further settings of its integration. */
export async function aMonitorWith(
  world: World,
  settings: Readonly<Record<string, unknown>>,
  ...steps: readonly (readonly Responder[])[]
): Promise<Monitor> {
  const policy = await api.post<{ id: string }>('/escalation-policies', {
    name: `Backend ${world.tag}`,
    steps: steps.map((people, n) => ({
      delayMinutes: n === 0 ? 0 : 30,
      targets: people.map(({ id }) => ({ type: 'user', id })),
    })),
  });
  const { id, url } = await world.integration('Grafana', { escalationPolicyId: policy.id, ...settings });
  const posts = async (event: object): Promise<void> => {
    expect((await world.monitorPosts(url, event)).status).toBe(200);
  };
  const incident = async (title: string): Promise<Incident> => {
    const found = await eventually(async () => {
      const { items } = await api.get<{ items: Incident[] }>(
        `/incidents?integrationId=${id}&q=${encodeURIComponent(title)}`,
      );
      return items.find((one) => one.title === title) ?? null;
    }, `an incident ${title}`);
    return api.get<Incident>(`/incidents/${found.id}`);
  };
  const is = (title: string, status: Incident['status']): Promise<Incident> =>
    eventually(async () => {
      const found = await incident(title);
      return found.status === status ? found : null;
    }, `${title} is ${status}`);
  return {
    integrationId: id,
    fires: (title) => posts({ title, severity: 'sev1' }),
    recovers: (title) => posts({ title, status: 'resolve' }),
    incident,
    is,
  };
}
