// How often property specs run in the long tests.
require('fast-check').configureGlobal({ numRuns: 100_000 });
