import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StaticDocument } from '@ringdown/telephony';

/** `<root>/<provider>/<lineId>/<key>/<name>.xml`, which the reverse proxy reads while we write: each file changes at once. */
export class DocumentFolder {
  constructor(private readonly root: string) {}

  /** The folders of lines there are, `<provider>/<lineId>/<key>`. */
  async folders(): Promise<readonly string[]> {
    const below = async (path: string): Promise<string[]> =>
      (await this.list(path)).map((name) => (path ? `${path}/${name}` : name));
    const providers = await below('');
    const lines = (await Promise.all(providers.map(below))).flat();
    return (await Promise.all(lines.map(below))).flat();
  }

  /**
   * Makes the folder hold these documents and no others. The first is written last: whoever begins there finds all that it leads
   * to, also when this process is killed in the middle.
   */
  async fill(folder: string, documents: readonly StaticDocument[]): Promise<void> {
    const path = join(this.root, folder);
    await mkdir(path, { recursive: true });
    for (const { name, body } of documents.toReversed()) await this.write(join(path, `${name}.xml`), body);
    const wanted = new Set(documents.map(({ name }) => `${name}.xml`));
    const gone = (await this.list(folder)).filter((file) => !wanted.has(file) && file.endsWith('.xml'));
    await Promise.all(gone.map((file) => rm(join(path, file), { force: true })));
  }

  async remove(folder: string): Promise<void> {
    await rm(join(this.root, folder), { recursive: true, force: true });
  }

  private async write(file: string, body: string): Promise<void> {
    const there = await readFile(file, 'utf8').catch(() => null);
    if (there === body) return;
    const fresh = `${file}.${process.pid}.new`;
    await writeFile(fresh, body, { mode: 0o644 });
    await rename(fresh, file);
  }

  private async list(folder: string): Promise<string[]> {
    try {
      return await readdir(join(this.root, folder));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  }
}
