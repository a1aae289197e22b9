import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const skipped = new Set(['node_modules', 'dist', 'testing']);

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const entriesOf = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true });
const foldersIn = (folder: string): string[] =>
  entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
const isProject = (folder: string): boolean => entriesOf(folder).some(({ name }) => name === 'project.json');
const projects = ['apps', 'libs', 'libs/domain', 'libs/platform'].flatMap(foldersIn).filter(isProject);

function sourcesOf(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourcesOf(path);
    return /\.tsx?$/.test(entry.name) && !/\.(int-|long-)?spec\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

it.each(projects)('%s names the projects that it imports, and no others', (project) => {
  const { name, dependencies = {} } = JSON.parse(readFileSync(join(root, project, 'package.json'), 'utf8')) as Manifest;
  const imported = sourcesOf(`${project}/src`)
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/from '(@ringdown\/[\w-]+)'/g)])
    .map(([, imports = '']) => imports)
    .filter((imports) => imports !== name);
  expect(Object.keys(dependencies).sort()).toEqual([...new Set(imported)].sort());
});
