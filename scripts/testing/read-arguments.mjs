const outages = ['outages', 'more-outages'];

/**
 * `npm test -- <arguments>`: `--long` asks for the long tests; `--selectProjects a b` and everything else mean what they mean to jest.
 * `scripts` is no jest project: it stands for the tests of our scripts, which know nothing of jest's filters.
 * @returns {{ projects: string[], rest: string[] }} what to run, in order, and what jest is given besides
 */
export function readArguments(args) {
  const { projects, rest } = asWritten(args);
  // the acceptance tests that have systems of their own
  return {
    projects: projects.flatMap((project) => (project === 'acceptance' ? [project, ...outages] : [project])),
    rest,
  };
}

function asWritten(args) {
  const rest = args.filter((argument) => argument !== '--long');
  if (args.includes('--long')) return { projects: ['interleavings', 'long', 'chaos'], rest };
  const at = rest.findIndex((argument) => argument.startsWith('--selectProjects'));
  if (at < 0) return { projects: [...(rest.length === 0 ? ['scripts'] : []), 'unit', 'int', 'acceptance'], rest };

  const inline = rest[at].split('=')[1];
  const end = rest.findIndex((argument, index) => index > at && argument.startsWith('-'));
  const projects = inline ? [inline] : rest.slice(at + 1, end < 0 ? rest.length : end);
  rest.splice(at, inline ? 1 : projects.length + 1);
  return { projects, rest };
}
