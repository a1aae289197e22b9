import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually } from '@ringdown/testkit';
import { Journal, UnusableFolder } from './journal.js';

const logger = createLogger('test', 'silent');

interface Entry {
  readonly id: string;
  readonly body?: unknown;
}
const anEntry = (id: string, more: Omit<Entry, 'id'> = {}): Entry => ({ id, ...more });
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-journal-'));
  path = join(folder, 'data', 'entries.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(): Promise<Journal<Entry>> {
  const journal = new Journal<Entry>({ path, logger });
  await journal.open();
  return journal;
}

async function drained(journal: Journal<Entry>): Promise<string[]> {
  const ids: string[] = [];
  const write = (entries: readonly Entry[]): Promise<void> => {
    ids.push(...entries.map((entry) => entry.id));
    return Promise.resolve();
  };
  while (!journal.isEmpty) await journal.drain(write);
  return ids;
}

describe('Journal', () => {
  it('gives back what it took, in order, and is empty then', async () => {
    const journal = await opened();
    expect(journal.isEmpty).toBe(true);
    await journal.append([anEntry('a'), anEntry('b', { body: { text: 'two\nlines' } })]);
    await journal.append([anEntry('c')]);
    expect(journal.isEmpty).toBe(false);
    expect(await drained(journal)).toEqual(['a', 'b', 'c']);
    expect(statSync(path).size).toBe(0);
    await journal.close();
  });

  it('keeps everything when the writing fails', async () => {
    const journal = await opened();
    await journal.append([anEntry('a'), anEntry('b')]);
    await expect(journal.drain(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await drained(journal)).toEqual(['a', 'b']);
    await journal.close();
  });

  it('drains what an earlier process left, before what is added', async () => {
    const before = await opened();
    await before.append([anEntry('a')]);
    await before.close();
    const after = await opened();
    await after.append([anEntry('b')]);
    expect(await drained(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it('skips a line that a crash cut off, and only that', async () => {
    const before = await opened();
    await before.append([anEntry('a')]);
    await before.close();
    appendFileSync(path, JSON.stringify(anEntry('torn')).slice(0, 9));
    const after = await opened();
    await after.append([anEntry('b')]);
    expect(await drained(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it('drains more than fits into memory at once, piece by piece', async () => {
    const journal = await opened();
    const text = 'x'.repeat(400_000);
    const ids = Array.from({ length: 12 }, (_none, i) => `e${i}`);
    for (const id of ids) await journal.append([anEntry(id, { body: text })]);
    const pieces: number[] = [];
    const seen: string[] = [];
    while (!journal.isEmpty) {
      await journal.drain((entries) => {
        pieces.push(entries.length);
        seen.push(...entries.map((entry) => entry.id));
        return Promise.resolve();
      });
    }
    expect(seen).toEqual(ids);
    expect(pieces.length).toBeGreaterThan(1);
    await journal.close();
  });

  it('lets nothing in behind the last ones while they are written', async () => {
    const journal = await opened();
    await journal.append([anEntry('a')]);
    const order: string[] = [];
    let added: Promise<void> = Promise.resolve();
    await journal.drain(async () => {
      added = journal.append([anEntry('b')]).then(() => void order.push('added'));
      await new Promise((resolve) => setImmediate(resolve));
      order.push('written');
    });
    await added;
    expect(order).toEqual(['written', 'added']);
    expect(await drained(journal)).toEqual(['b']);
    await journal.close();
  });

  it('adds behind others only where there are some', async () => {
    const journal = await opened();
    expect(await journal.appendBehindOthers([anEntry('a')])).toBe(false);
    expect(journal.isEmpty).toBe(true);
    await journal.append([anEntry('a')]);
    expect(await journal.appendBehindOthers([anEntry('b')])).toBe(true);
    expect(await drained(journal)).toEqual(['a', 'b']);
    await journal.close();
  });

  it('is on disk before an append resolves', async () => {
    const journal = await opened();
    await journal.append([anEntry('a')]);
    expect(
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Entry).id),
    ).toEqual(['a']);
    await journal.close();
  });

  it('drains one by one and lets others in meanwhile', async () => {
    const journal = await opened();
    await journal.append([anEntry('a'), anEntry('b')]);
    const seen: string[] = [];
    const see = async ({ id }: Entry): Promise<void> => {
      if (id === 'a') await journal.append([anEntry('c')]);
      seen.push(id);
    };
    await journal.drainEach(see);
    expect(journal.isEmpty).toBe(false);
    await journal.drainEach(see);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(journal.isEmpty).toBe(true);
    await journal.close();
  });

  it('goes on behind the last one that was written', async () => {
    const journal = await opened();
    await journal.append([anEntry('a'), anEntry('b')]);
    const failing = ({ id }: Entry) => (id === 'b' ? Promise.reject(new Error('away')) : Promise.resolve());
    await expect(journal.drainEach(failing)).rejects.toThrow('away');
    const left: string[] = [];
    for await (const { id } of journal.entries()) left.push(id);
    expect(left).toEqual(['b']);
    await journal.close();
  });

  it('lets nobody wait long for a writing that hangs, and keeps what came meanwhile', async () => {
    const journal = await opened();
    await journal.append([anEntry('a')]);
    let finish: () => void = () => undefined;
    const draining = journal.drain(() => new Promise<void>((resolve) => (finish = resolve)));
    await journal.append([anEntry('b')]);
    finish();
    await draining;
    expect(await drained(journal)).toEqual(['b']);
    expect(statSync(path).size).toBe(0);
    await journal.close();
  });

  it('is opened as soon as the disk lets it, with what an earlier process left', async () => {
    const before = await opened();
    await before.append([anEntry('a')]);
    await before.close();
    // what stands there is neither a folder nor a file: opening fails, and waiting may help
    renameSync(path, `${path}.whole`);
    symlinkSync(`/proc/self/fd/9999/none`, path);
    const journal = new Journal<Entry>({ path, logger });
    const whenOpen = jest.fn(() => Promise.resolve());
    await journal.open(whenOpen);
    expect(journal.problem).toMatch(/cannot be written/);
    await expect(journal.append([anEntry('b')])).rejects.toThrow('not open');
    rmSync(path);
    renameSync(`${path}.whole`, path);
    await eventually(() => expect(whenOpen).toHaveBeenCalledTimes(1));
    expect(journal.problem).toBeNull();
    expect(await drained(journal)).toEqual(['a']);
    await journal.close();
  });

  it('says that its folder has to be set right where no waiting helps', async () => {
    writeFileSync(join(folder, 'data'), '');
    await expect(new Journal({ path, logger }).open()).rejects.toBeInstanceOf(UnusableFolder);
  });

  it('syncs together what is appended together', async () => {
    const journal = await opened();
    await Promise.all(['a', 'b', 'c'].map((id) => journal.append([anEntry(id)])));
    expect(await drained(journal)).toEqual(['a', 'b', 'c']);
    await journal.close();
  });
});
