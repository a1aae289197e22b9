const needed = { major: 20, minor: 19 };

/** Throws, with a sentence that says what to do, where this Node is too old. */
export function assertNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  throw new Error(
    `Ringdown needs Node ${needed.major}.${needed.minor} or newer; this is ${version}. Install a newer one (https://nodejs.org).`,
  );
}
