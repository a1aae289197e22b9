import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Installs the packages of the lock file, unless exactly these are there. Answers whether it had to. */
export async function ensureNpmPackages(root, report, signal) {
  if (isInstalled(root)) return false;
  report('installing npm packages (npm ci)');
  // Building needs the development packages too, also where NODE_ENV says production.
  const { ok, output } = await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit'], { cwd: root, signal });
  if (!ok) throw new Error(`npm ci failed:\n${output}`);
  return true;
}

/** Compares what npm says it installed (its own note, written last) with what the lock file asks for. */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (present === null) return false;
  if (wanted === null) throw new Error('package-lock.json is missing: this is not a complete checkout.');
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, { version, optional, link }]) => {
      const there = present[path];
      if (there === undefined) return optional === true;
      return there.version === version && there.link === link;
    });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read: ${error.message}`);
  }
}
