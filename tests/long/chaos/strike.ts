import { Client } from 'pg';
import type { Cell, Fault } from './cells.ts';
import type { ChaosSystem } from './system.ts';

/** A fault that lasts until it is undone. */
interface Struck {
  undo(): Promise<unknown>;
  /** What the table says beside the cell. */
  readonly note?: string;
}

const forGood: Struck = { undo: async () => undefined };

/** Why this machine cannot show a cell; null where it can. */
export function whyNot({ fault }: Cell, { started }: ChaosSystem): string | null {
  if (fault.kind !== 'disk full') return null;
  return fault.disks.map((disk) => started.whyNoDisk[disk]).find((why) => why !== null) ?? null;
}

/** Makes ready what the fault needs, before events come in. */
export async function prepare({ fault }: Cell, system: ChaosSystem): Promise<Struck> {
  if (fault.kind !== 'one of two killed') return forGood;
  await system.addInstance(fault.part);
  return { undo: () => system.removeInstance(fault.part) };
}

export async function strike({ fault }: Cell, system: ChaosSystem): Promise<Struck> {
  switch (fault.kind) {
    case 'nothing':
      return forGood;
    case 'killed':
      await system.kill(fault.part);
      return forGood;
    case 'stopped':
      await system.freeze(fault.part);
      return { undo: () => system.thaw(fault.part) };
    case 'partitioned':
      await system.partition(fault.part);
      return { undo: () => system.mend(fault.part) };
    case 'one of two killed':
      await system.keepOut(fault.part);
      return { undo: () => system.letIn(fault.part) };
    case 'wiped':
      await system.wipe(fault.part);
      return forGood;
    case 'rolled back': {
      const age = await system.rollBack(fault.part);
      return { ...forGood, note: `by ${Math.round(age / 1000)} s` };
    }
    case 'incidents locked':
      return lockIncidents(system);
    case 'disk full':
    case 'starts while Postgres hangs':
      return withoutPostgres(fault, system);
  }
}

async function withoutPostgres(
  fault: Extract<Fault, { kind: 'disk full' | 'starts while Postgres hangs' }>,
  system: ChaosSystem,
): Promise<Struck> {
  if (fault.kind === 'disk full') {
    for (const disk of fault.disks) await system.fill(disk);
    return { undo: () => Promise.all(fault.disks.map((disk) => system.free(disk))) };
  }
  await system.freeze('postgres');
  for (const part of fault.parts) await system.kill(part);
  return { undo: () => system.thaw('postgres') };
}

/** As a long migration or a VACUUM FULL does. */
async function lockIncidents({ started }: ChaosSystem): Promise<Struck> {
  const client = new Client({ connectionString: started.urls.postgres });
  await client.connect();
  await client.query('begin');
  await client.query('lock table incident.incident in access exclusive mode');
  return { undo: () => client.end() };
}
