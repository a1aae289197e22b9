import { leadVoiceTo } from '../../acceptance/world/links.ts';
import { kill, start } from '../../acceptance/world/restart.ts';
import { freePort } from '../../acceptance/world/service-processes.ts';
import { theSystem } from '../../acceptance/world/system.ts';
import type { World } from '../../acceptance/world/world.ts';

export const comebacks = ['starts again', 'another takes over', 'stays away for 5 s'] as const;
export type Comeback = (typeof comebacks)[number];

/** While nobody could answer for call-routing, in epoch milliseconds. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

interface Instance {
  readonly name: string;
  readonly port: string;
  readonly dataDir: string;
}

/** The instances of call-routing of which one is led the provider's requests, is killed, and is followed by itself or another. */
export class Instances {
  readonly outages: Outage[] = [];

  private constructor(
    private current: Instance,
    private other: Instance,
  ) {}

  static async of(world: World): Promise<Instances> {
    const { PORT: port = '', DATA_DIR: dataDir = '' } = theSystem().settings['call-routing'] ?? {};
    const another = { name: 'call-routing-2', port: String(await freePort()), dataDir: world.aFolder() };
    return new Instances({ name: 'call-routing', port, dataDir }, another);
  }

  /** Has the instance ready that is to take over, should one have to. */
  async prepare(comeback: Comeback): Promise<void> {
    if (comeback === 'another takes over') await this.start(this.other);
  }

  /** Kills the one that answers; resolves when call-routing can do its work again. */
  async kill(comeback: Comeback): Promise<void> {
    const from = Date.now();
    await kill(this.current.name);
    if (comeback === 'another takes over') {
      [this.current, this.other] = [this.other, this.current];
      await leadVoiceTo(`127.0.0.1:${this.current.port}`);
    } else {
      if (comeback === 'stays away for 5 s') await new Promise((resolve) => setTimeout(resolve, 5000));
      await this.start(this.current);
    }
    this.outages.push({ from, to: Date.now() });
  }

  private start({ name, port, dataDir }: Instance): Promise<void> {
    return start('call-routing', { PORT: port, DATA_DIR: dataDir }, name);
  }
}
