import { join } from 'node:path';
import { runScriptTests } from './run-script-tests.mjs';

// What Nx runs as the target `test-scripts`: the tests of our scripts that need no server.
const root = join(import.meta.dirname, '..', '..');
const { failed } = await runScriptTests({ root, env: process.env, suffixes: ['.test.mjs'] });
process.exitCode = failed === 0 ? 0 : 1;
