import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '@ringdown/platform-telemetry';
import { withTimeout } from '@ringdown/platform-timers';
import { Mutex } from 'async-mutex';

const chunkBytes = 2 * 1024 * 1024;
const newline = 0x0a;
const openAgainMs = 2000;
/** How long a write that failed counts as the state of the disk. */
const troubleMs = 30_000;
/** How long those who append wait for the last entries to be written elsewhere. */
const holdMs = 500;

/** What waiting does not mend: the folder is not ours, or is none. A full or failing disk is another matter. */
const badFolder = /^(EACCES|EPERM|EEXIST|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP)$/;

/** The folder of a journal that somebody has to set right. */
export class UnusableFolder extends Error {}

interface Chunk<T> {
  readonly entries: readonly { readonly entry: T; readonly end: number }[];
  /** Where the next chunk begins. */
  readonly end: number;
}

interface JournalOptions {
  readonly path: string;
  readonly logger: Logger;
  /** Called with the number of bytes that wait to be drained. */
  readonly onSize?: (bytes: number) => void;
}

/** An append-only file of one JSON entry a line, synced before an append resolves, emptied once all of it is in Postgres. */
export class Journal<T> {
  private file: FileHandle | null = null;
  private size = 0;
  private drained = 0;
  private waiting: Buffer[] = [];
  private flushing: Promise<void> | null = null;
  private opening: NodeJS.Timeout | undefined;
  private trouble: { readonly reason: string; readonly since: number } | null = null;
  private readonly mutex = new Mutex();

  constructor(private readonly options: JournalOptions) {}

  /** Why nothing can be appended; null when all is well. */
  get problem(): string | null {
    if (!this.trouble || (this.file && performance.now() - this.trouble.since > troubleMs)) return null;
    return `the journal cannot be written: ${this.trouble.reason}`;
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /**
   * Takes over what an earlier process left behind, and calls `whenOpen`. Where the disk is full or failing it is opened as soon
   * as it can be; until then appending fails. @throws UnusableFolder where waiting does not help.
   */
  async open(whenOpen: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    try {
      await this.openNow();
      await whenOpen();
      this.trouble = null;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (badFolder.test(code)) throw new UnusableFolder(`${dirname(this.options.path)} cannot be used (${code})`);
      await this.file?.close().catch(() => undefined);
      this.file = null;
      this.size = 0;
      this.meet(error);
      this.opening = setTimeout(() => void this.open(whenOpen).catch((bad: unknown) => this.meet(bad)), openAgainMs);
      this.opening.unref();
    }
  }

  private async openNow(): Promise<void> {
    const folder = dirname(this.options.path);
    await mkdir(folder, { recursive: true });
    this.file = await open(this.options.path, 'a+', 0o600);
    await syncFolder(folder);
    this.size = (await this.file.stat()).size;
    if (this.size === 0) return;
    const [last] = (await this.read(this.size - 1, 1)).values();
    // A crash may have cut the last line; what comes next must not be glued to it.
    if (last !== newline) await this.add(Buffer.from('\n'));
    this.options.logger.info({ bytes: this.size }, 'the journal holds what an earlier run left');
  }

  private meet(error: unknown): void {
    if (this.trouble === null) this.options.logger.error({ err: error }, 'the journal cannot be written');
    this.trouble = { reason: String(error), since: performance.now() };
  }

  /** Appends that come while another one is synced are synced together. */
  append(entries: readonly T[]): Promise<void> {
    this.waiting.push(linesOf(entries));
    this.flushing ??= this.mutex.runExclusive(() => {
      this.flushing = null;
      return this.add(Buffer.concat(this.waiting.splice(0)));
    });
    return this.flushing;
  }

  /** Like `append`, but answers false and adds nothing when all that was there has just been drained. */
  appendBehindOthers(entries: readonly T[]): Promise<boolean> {
    return this.mutex.runExclusive(async () => {
      if (!this.isEmpty) await this.add(linesOf(entries));
      return !this.isEmpty;
    });
  }

  /**
   * Hands the oldest entries to `write` and forgets them when it resolves. While it writes the last ones nothing is added
   * behind them, or a journal under load would never be empty; but nobody waits long for a `write` that hangs.
   */
  async drain(write: (entries: readonly T[]) => Promise<void>): Promise<void> {
    let writing: Promise<void> | null = null;
    const chunk = await this.mutex.runExclusive(async () => {
      const next = await this.chunkAt(this.drained);
      if (next.end < this.size) return next;
      writing = write(next.entries.map(({ entry }) => entry));
      if ((await withTimeout(writing, holdMs, () => 'is late')) === 'is late') return next;
      await this.clear();
      return null;
    });
    if (!chunk) return;
    await (writing ?? write(chunk.entries.map(({ entry }) => entry)));
    this.drained = chunk.end;
  }

  /** Hands the oldest entries to `write` one by one; appends do not wait for it. */
  async drainEach(write: (entry: T) => Promise<void>): Promise<void> {
    const chunk = await this.mutex.runExclusive(() => this.chunkAt(this.drained));
    for (const { entry, end } of chunk.entries) {
      await write(entry);
      this.drained = end;
    }
    this.drained = chunk.end;
    await this.mutex.runExclusive(() => (this.drained === this.size ? this.clear() : undefined));
  }

  /** All that waits to be drained, oldest first. */
  async *entries(): AsyncGenerator<T> {
    for (let position = this.drained; position < this.size;) {
      const chunk = await this.chunkAt(position);
      for (const { entry } of chunk.entries) yield entry;
      position = chunk.end;
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.opening);
    await this.mutex.runExclusive(async () => this.file?.close());
    this.file = null;
  }

  private async add(bytes: Buffer): Promise<void> {
    const file = this.opened();
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } catch (error) {
      this.meet(error);
      await file.truncate(this.size).catch(() => undefined);
      throw error;
    }
    this.trouble = null;
    this.size += bytes.length;
    this.options.onSize?.(this.size - this.drained);
  }

  private async clear(): Promise<void> {
    await this.opened().truncate(0);
    await this.opened().datasync();
    this.size = 0;
    this.drained = 0;
    this.options.onSize?.(0);
  }

  private async chunkAt(position: number): Promise<Chunk<T>> {
    const bytes = await this.read(position, Math.min(chunkBytes, this.size - position));
    const whole = bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
    const entries: { entry: T; end: number }[] = [];
    for (let begin = 0; begin < whole.length;) {
      const end = whole.indexOf(newline, begin) + 1;
      for (const entry of this.parse(whole.toString('utf8', begin, end - 1))) {
        entries.push({ entry, end: position + end });
      }
      begin = end;
    }
    return { entries, end: position + whole.length };
  }

  private parse(line: string): T[] {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as T];
    } catch {
      this.options.logger.warn(
        { bytes: line.length },
        'skipped a line that a crash cut off; nobody was told it was kept',
      );
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

const linesOf = (entries: readonly unknown[]): Buffer =>
  Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));

/** Makes the file's name as durable as its content. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
