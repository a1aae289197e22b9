import { availableParallelism } from 'node:os';
import { secondsSince } from '../progress.mjs';
import { runJest } from './run-jest.mjs';
import { runScriptTests } from './run-script-tests.mjs';
import { runUnitTests } from './run-unit-tests.mjs';

const cores = availableParallelism();

/**
 * Of integration tests, so many files run at a time, each worker with servers of its own. More than there are cores: many of them wait,
 * for a timeout or for a service that starts.
 */
export const intWorkers = Math.min(2 * cores, 4);

/** Each has a whole system of its own. */
const withSystem = ['acceptance', 'outages', 'more-outages', 'long'];

/** Sets of servers that `projects` need: one a worker of the integration tests, and one for each whole system that runs. */
export function serverSetsFor(projects) {
  const systems = projects.filter((project) => withSystem.includes(project)).length;
  // the chaos run starts its own, of what is built together with these
  const built = projects.includes('chaos') ? 1 : 0;
  return Math.max(projects.includes('int') ? intWorkers : 0, systems, built);
}

/**
 * What runs side by side, and the phases one after the other. Integration tests keep all cores busy, those of the scripts with them. A
 * system under acceptance mostly waits for ring times; the unit tests take what it leaves.
 */
const phases = [
  ['scripts', 'int'],
  ['acceptance', 'outages', 'more-outages', 'unit'],
  ['interleavings'],
  ['long'],
  ['chaos'],
];

/** Runs the projects with the environments of these sets of servers; answers what each came to. */
export async function runPhases(projects, environments, { rest, signal, ...common }) {
  const [first = {}, second = first, third = second] = environments;
  const how = {
    int: { workers: intWorkers, env: { ...first, ...numbered(environments) } },
    acceptance: { workers: 2 * Math.min(cores, 3) },
    outages: { env: second },
    'more-outages': { env: third },
    interleavings: { workers: cores },
    unit: { workers: projects.some((project) => withSystem.includes(project)) ? 1 : cores },
  };
  const run = (project) => {
    const env = { ...process.env, ...(how[project]?.env ?? first) };
    const options = { ...common, rest, signal, project, ...how[project], env };
    if (project === 'scripts') return runScriptTests(options);
    // Filters are jest's: a part of the unit tests is no answer to keep in Nx's cache.
    return project === 'unit' && rest.length === 0 ? runUnitTests(options) : runJest(options);
  };
  const results = [];
  for (const phase of phases) {
    const wanted = phase.filter((project) => projects.includes(project));
    if (wanted.length === 0 || signal.aborted) continue;
    const start = performance.now();
    console.log(`\n${wanted.join(' and ')} tests`);
    results.push(...(await Promise.all(wanted.map(run))));
    console.log(`${wanted.join(' and ')} tests took ${secondsSince(start)}`);
  }
  return results;
}

/** `NATS_URL_2` and so on: the servers of the second worker. */
const numbered = (environments) =>
  Object.fromEntries(
    environments.flatMap((env, index) => Object.entries(env).map(([name, url]) => [`${name}_${index + 1}`, url])),
  );
