import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentFolder } from './document-folder.js';

it('writes the first document last, so that what is cut off in the middle leads nobody astray', async () => {
  const root = mkdtempSync(join(tmpdir(), 'ringdown-documents-'));
  const folder = new DocumentFolder(root);
  const unwritable = { name: 'no/such/folder', body: '' };
  await expect(folder.fill('line', [{ name: 'start', body: 'a' }, unwritable])).rejects.toThrow(/ENOENT/);
  expect(readdirSync(join(root, 'line'))).toEqual([]);
  await folder.fill('line', [
    { name: 'start', body: 'a' },
    { name: 'after-1', body: 'b' },
  ]);
  expect(readdirSync(join(root, 'line')).sort()).toEqual(['after-1.xml', 'start.xml']);
});
