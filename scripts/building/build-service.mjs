import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

// node scripts/building/build-service.mjs apps/<service>: compiles the service, then bundles it with all that it imports into
// dist/main.js, which is what runs everywhere. Its libraries have been built before. Why: docs/adr/0024.

/** What a bundle must not hold: code for one kind of machine, and a software kit that loads only the part that is used, when it is. */
const loadedFromNodeModules = [/^@node-rs\//, 'twilio'];

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, process.argv[2] ?? '');

/** To dist/modules: only TypeScript itself knows the types that its decorators leave for Nest and TypeORM. */
function compile() {
  const args = ['node_modules/typescript-7/bin/tsc', '-p', join(folder, 'tsconfig.build.json')];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

async function bundle() {
  const build = await rolldown({
    cwd: root,
    input: join(folder, 'dist', 'modules', 'main.js'),
    platform: 'node',
    external: loadedFromNodeModules,
    onLog: refuseWhatIsMissing,
    plugins: [mapsOfOurSources],
    // where a module begins, for whoever reads a stack trace
    experimental: { attachDebugInfo: 'simple' },
  });
  await build.write({
    dir: join(folder, 'dist'),
    format: 'esm',
    sourcemap: true,
    // Nest's messages and TypeORM's list of migrations say the names of classes
    keepNames: true,
    comments: { legal: true, annotation: false, jsdoc: false },
    // ours in main.js, small enough to be read; the packages beside it
    codeSplitting: { groups: [{ name: 'packages', test: /[\\/]node_modules[\\/]/ }] },
    chunkFileNames: 'chunks/[name].js',
  });
  await build.close();
}

/** main.js.map leads to the TypeScript, through what the compiler wrote. Of the packages nobody wants a map, which would be 20 MB. */
const mapsOfOurSources = {
  name: 'maps-of-our-sources',
  load: {
    filter: { id: /[\\/](apps|libs)[\\/].+[\\/]dist[\\/].+\.js$/ },
    handler: (file) => ({ code: readFileSync(file, 'utf8'), map: readFileSync(`${file}.map`, 'utf8') }),
  },
  generateBundle(_options, files) {
    delete files['chunks/packages.js.map'];
  },
};

/** Nest and TypeORM ask for drivers that are not installed, and do without them. What our own code imports has to be there. */
function refuseWhatIsMissing(level, log, show) {
  if (log.code !== 'UNRESOLVED_IMPORT') return show(level, log);
  if (!/ in \S*node_modules/.test(log.message)) throw new Error(log.message);
}

rmSync(join(folder, 'dist'), { recursive: true, force: true });
compile();
await bundle();
