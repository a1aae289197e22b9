import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OutboxFact } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { Mutex } from 'async-mutex';
import { journalBytes } from '../metrics.js';

const chunkBytes = 2 * 1024 * 1024;
const newline = 0x0a;

interface Chunk {
  readonly facts: readonly OutboxFact[];
  /** Where the next chunk begins. */
  readonly end: number;
}

/** An append-only file of one event a line, synced before an append resolves, emptied once all of it is in Postgres. */
export class Journal {
  private file: FileHandle | null = null;
  private size = 0;
  private drained = 0;
  private readonly turn = new Mutex();

  constructor(
    private readonly path: string,
    private readonly logger: Logger,
  ) {}

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** Takes over what an earlier process left behind. @throws when the folder cannot be written. */
  async open(): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true });
    this.file = await open(this.path, 'a+', 0o600);
    await syncFolder(folder);
    this.size = (await this.file.stat()).size;
    if (this.size === 0) return;
    const [last] = (await this.read(this.size - 1, 1)).values();
    // A crash may have cut the last line; what comes next must not be glued to it.
    if (last !== newline) await this.add(Buffer.from('\n'));
    this.logger.info({ bytes: this.size }, 'the journal holds events of an earlier run');
  }

  append(facts: readonly OutboxFact[]): Promise<void> {
    return this.turn.runExclusive(() => this.add(linesOf(facts)));
  }

  /** Like `append`, but answers false and adds nothing when all that was there has just been drained. */
  appendBehindOthers(facts: readonly OutboxFact[]): Promise<boolean> {
    return this.turn.runExclusive(async () => {
      if (!this.isEmpty) await this.add(linesOf(facts));
      return !this.isEmpty;
    });
  }

  /**
   * Hands the oldest events to `write` and forgets them when it resolves. While it writes the last ones nothing is added
   * behind them, or a journal under load would never be empty.
   */
  async drain(write: (facts: readonly OutboxFact[]) => Promise<void>): Promise<void> {
    const chunk = await this.turn.runExclusive(async () => {
      const next = await this.nextChunk();
      if (next.end < this.size) return next;
      await write(next.facts);
      await this.clear();
      return null;
    });
    if (!chunk) return;
    await write(chunk.facts);
    this.drained = chunk.end;
  }

  async close(): Promise<void> {
    await this.turn.runExclusive(async () => this.file?.close());
    this.file = null;
  }

  private async add(bytes: Buffer): Promise<void> {
    const file = this.opened();
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } catch (error) {
      await file.truncate(this.size).catch(() => undefined);
      throw error;
    }
    this.size += bytes.length;
    journalBytes.set(this.size - this.drained);
  }

  private async clear(): Promise<void> {
    await this.opened().truncate(0);
    await this.opened().datasync();
    this.size = 0;
    this.drained = 0;
    journalBytes.set(0);
  }

  private async nextChunk(): Promise<Chunk> {
    const bytes = await this.read(this.drained, Math.min(chunkBytes, this.size - this.drained));
    const whole = bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
    const lines = whole.toString('utf8').split('\n');
    return { facts: lines.flatMap((line) => this.parse(line)), end: this.drained + whole.length };
  }

  private parse(line: string): OutboxFact[] {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as OutboxFact];
    } catch {
      this.logger.warn({ bytes: line.length }, 'skipped a line that a crash cut off; its sender was never told 200');
      return [];
    }
  }

  private async read(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.opened().read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }

  private opened(): FileHandle {
    if (!this.file) throw new Error('the journal is not open');
    return this.file;
  }
}

const linesOf = (facts: readonly OutboxFact[]): Buffer =>
  Buffer.from(facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));

/** Makes the file's name as durable as its content. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
