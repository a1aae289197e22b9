import type { Provider } from '../../acceptance/world/provider.ts';
import { World } from '../../acceptance/world/world.ts';
import { KilledCall } from './killed-call.ts';
import { ringSeconds } from './ring-time.ts';
import type { Station } from './station.ts';
import type { Step } from './steps.ts';

type ChannelKind = 'slack' | 'teams';

/** The lines of one provider; each of their calls is told to the same channels and opens an incident of one integration. */
export class Stations {
  readonly all: KilledCall[] = [];
  private readonly free: Station[] = [];

  private constructor(
    private readonly world: World,
    readonly inboxes: Readonly<Partial<Record<ChannelKind, string>>>,
    readonly integrationId: string,
    private readonly settings: Readonly<Record<string, unknown>>,
  ) {}

  static async open(provider: Provider, count: number, kinds: readonly ChannelKind[] = ['slack']): Promise<Stations> {
    const world = new World(provider);
    const channels = await Promise.all(kinds.map((kind) => world.channel(kind)));
    const inboxes = Object.fromEntries(channels.map(({ kind, inbox }) => [kind, inbox]));
    const integration = await world.integration('Killed calls');
    const stations = new Stations(world, inboxes, integration.id, {
      channelIds: channels.map(({ id }) => id),
      incident: { trigger: 'all', integrationId: integration.id },
      ringTimeoutSeconds: ringSeconds,
      progressMessages: true,
    });
    for (let n = 0; n < count; n++) stations.free.push(await stations.build());
    return stations;
  }

  get provider(): Provider {
    return this.world.provider;
  }

  get live(): readonly KilledCall[] {
    return this.all.filter((call) => !call.isOver);
  }

  async dial(step: Step): Promise<KilledCall> {
    const station = this.free.shift() ?? (await this.build());
    const call = await KilledCall.place(station, step);
    this.all.push(call);
    void call.over.then(() => this.free.push(station)).catch(() => undefined);
    return call;
  }

  private async build(): Promise<Station> {
    const world = new World(this.provider);
    const people = [
      await world.responder('Priya S.'),
      await world.responder('Sam T.'),
      await world.responder('Alex R.'),
    ] as const;
    return { world, people: [...people], hotline: await world.hotline({ ring: [...people], ...this.settings }) };
  }
}
