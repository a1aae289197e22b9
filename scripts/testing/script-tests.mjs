import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The test files of our own scripts: `.test.mjs` needs nothing, `.int-test.mjs` starts processes and servers. */
export function scriptTests(root, ...suffixes) {
  return readdirSync(join(root, 'scripts'), { recursive: true })
    .filter((file) => suffixes.some((suffix) => file.endsWith(suffix)))
    .map((file) => join('scripts', file))
    .sort();
}
