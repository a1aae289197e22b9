const { readFileSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The order of test files. jest starts with those that took longest the last time. On a fresh checkout it goes by their size, which says
 * nothing of how long a test waits: so those that ask for the longest timeout come first, and none of them is left over at the end.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const asked = new Map(sorted.map((test) => [test, timeoutMs(readFileSync(test.path, 'utf8'))]));
    const isNew = ({ duration }) => duration === undefined;
    const fresh = sorted.filter(isNew).sort((a, b) => asked.get(b) - asked.get(a));
    return [...fresh, ...sorted.filter((test) => !isNew(test))];
  }
};

/** `jest.setTimeout(240_000)` → 240000; 0 where a file is content with the usual time. */
function timeoutMs(source) {
  return Number(/jest\.setTimeout\(([\d_]+)\)/.exec(source)?.[1].replaceAll('_', '') ?? 0);
}
