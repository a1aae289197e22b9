import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboxFact } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { anAlert } from '../testing/an-alert.js';
import { Journal } from './journal.js';

const logger = createLogger('test', 'silent');
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-journal-'));
  path = join(folder, 'data', 'alerts.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(): Promise<Journal> {
  const journal = new Journal(path, logger);
  await journal.open();
  return journal;
}

async function drained(journal: Journal): Promise<string[]> {
  const ids: string[] = [];
  const write = (facts: readonly OutboxFact[]): Promise<void> => {
    ids.push(...facts.map((fact) => fact.id));
    return Promise.resolve();
  };
  while (!journal.isEmpty) await journal.drain(write);
  return ids;
}

describe('Journal', () => {
  it('gives back what it took, in order, and is empty then', async () => {
    const journal = await opened();
    expect(journal.isEmpty).toBe(true);
    await journal.append([anAlert('a'), anAlert('b', { body: { text: 'two\nlines' } })]);
    await journal.append([anAlert('c')]);
    expect(journal.isEmpty).toBe(false);
    expect(await drained(journal)).toEqual(['a', 'b', 'c']);
    expect(statSync(path).size).toBe(0);
    await journal.close();
  });

  it('keeps everything when the writing fails', async () => {
    const journal = await opened();
    await journal.append([anAlert('a'), anAlert('b')]);
    await expect(journal.drain(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await drained(journal)).toEqual(['a', 'b']);
    await journal.close();
  });

  it('drains what an earlier process left, before what is added', async () => {
    const before = await opened();
    await before.append([anAlert('a')]);
    await before.close();
    const after = await opened();
    await after.append([anAlert('b')]);
    expect(await drained(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it('skips a line that a crash cut off, and only that', async () => {
    const before = await opened();
    await before.append([anAlert('a')]);
    await before.close();
    appendFileSync(path, JSON.stringify(anAlert('torn')).slice(0, 40));
    const after = await opened();
    await after.append([anAlert('b')]);
    expect(await drained(after)).toEqual(['a', 'b']);
    await after.close();
  });

  it('drains more than fits into memory at once, piece by piece', async () => {
    const journal = await opened();
    const text = 'x'.repeat(400_000);
    const ids = Array.from({ length: 12 }, (_none, i) => `e${i}`);
    for (const id of ids) await journal.append([anAlert(id, { body: text })]);
    const pieces: number[] = [];
    const seen: string[] = [];
    while (!journal.isEmpty) {
      await journal.drain((facts) => {
        pieces.push(facts.length);
        seen.push(...facts.map((fact) => fact.id));
        return Promise.resolve();
      });
    }
    expect(seen).toEqual(ids);
    expect(pieces.length).toBeGreaterThan(1);
    await journal.close();
  });

  it('lets nothing in behind the last ones while they are written', async () => {
    const journal = await opened();
    await journal.append([anAlert('a')]);
    const order: string[] = [];
    let added: Promise<void> = Promise.resolve();
    await journal.drain(async () => {
      added = journal.append([anAlert('b')]).then(() => void order.push('added'));
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
    expect(await journal.appendBehindOthers([anAlert('a')])).toBe(false);
    expect(journal.isEmpty).toBe(true);
    await journal.append([anAlert('a')]);
    expect(await journal.appendBehindOthers([anAlert('b')])).toBe(true);
    expect(await drained(journal)).toEqual(['a', 'b']);
    await journal.close();
  });

  it('is on disk before an append resolves', async () => {
    const journal = await opened();
    await journal.append([anAlert('a')]);
    expect(
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as OutboxFact).id),
    ).toEqual(['a']);
    await journal.close();
  });
});
