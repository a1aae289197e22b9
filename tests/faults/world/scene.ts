import { FaultyLine, type LineFace } from '@ringdown/testkit';
import { ADatabase, type ServerFace } from './a-database.ts';
import { AService, type ServiceName, type Stores } from './a-service.ts';
import type { Doors } from './doors.ts';

export const lineFaces = ['refuses', 'resets', 'hangs', 'closes', 'slow', 'swallows'] as const;
export const serverFaces = ['read-only', 'out of connections', 'full disk'] as const;
export type PostgresFace = LineFace | ServerFace;
export const postgresFaces: readonly PostgresFace[] = [...lineFaces, ...serverFaces];

const isOfServer = (face: PostgresFace): face is ServerFace => serverFaces.includes(face as ServerFace);

/** A database of its own, a line to it, and services that stand on it. */
export class Scene {
  private readonly services: AService[] = [];

  private constructor(
    readonly database: ADatabase,
    readonly line: FaultyLine,
    private readonly others: Omit<Stores, 'postgres'>,
  ) {}

  static async with(face: PostgresFace, others: Omit<Stores, 'postgres'>): Promise<Scene> {
    const database = await ADatabase.create();
    const scene = new Scene(database, await FaultyLine.to(database.url()), others);
    await scene.become(face);
    return scene;
  }

  get stores(): Stores {
    return { postgres: this.line.url, ...this.others };
  }

  async start(...names: readonly ServiceName[]): Promise<AService[]> {
    const started = await Promise.all(names.map((name) => AService.start(name, this.stores)));
    this.services.push(...started);
    await Promise.all(started.map((service) => service.listens()));
    return started;
  }

  async startDoors(): Promise<Doors> {
    const [ingest, calls] = await this.start('ingest', 'call-routing');
    if (!ingest || !calls) throw new Error('both were started');
    return { ingest, calls };
  }

  become(face: PostgresFace): Promise<void> {
    return isOfServer(face) ? this.database.become(face) : this.line.become(face);
  }

  async heal(): Promise<void> {
    await this.database.heal();
    await this.line.become('works');
  }

  async end(): Promise<void> {
    await Promise.all(this.services.map((service) => service.kill()));
    await this.line.close();
    await this.database.drop();
  }
}
