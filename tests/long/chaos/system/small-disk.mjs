import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const ballast = 'ballast';
const smallestPiece = 1024;

/**
 * A folder on a file system of its own, which can be filled and freed: an ext4 in a file, mounted by a loop device, so that syncs
 * cost what they cost elsewhere. Where this machine does not let us mount, an ordinary folder, and `why` says so.
 */
export function smallDisk(folder, megabytes) {
  mkdirSync(folder, { recursive: true });
  const why = mounted(folder, megabytes);
  const file = join(folder, ballast);
  return {
    folder,
    why,
    fill() {
      if (why !== null) throw new Error(why);
      // the books about a large file need blocks too: what is left of them goes piece by piece
      let size = 0;
      for (let piece = freeBytes(folder); piece >= smallestPiece;) {
        if (grown(file, size, piece)) size += piece;
        else piece = Math.floor(piece / 2);
      }
    },
    free: () => rmSync(file, { force: true }),
    unmount() {
      if (why === null) run('umount', ['-l', folder]);
    },
  };
}

function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function grown(file, from, bytes) {
  try {
    run('fallocate', ['-o', String(from), '-l', String(bytes), file]);
    return true;
  } catch {
    return false;
  }
}

/** Null where it is, else why not. */
function mounted(folder, megabytes) {
  const image = `${folder}.img`;
  try {
    run('truncate', ['-s', `${megabytes}M`, image]);
    // no blocks for root alone, and what is freed is free at once
    run('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
    run('mount', ['-o', 'loop', image, folder]);
    return null;
  } catch (error) {
    rmSync(image, { force: true });
    return `not possible here: ${firstLine(error)}`;
  }
}

const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });
const firstLine = (error) =>
  String(error.stderr || error.message)
    .trim()
    .split('\n')[0];

/** Takes down what a run that was killed left mounted below a folder. */
export function unmountLeftOvers(folder) {
  for (const point of mountPoints().filter((one) => one.startsWith(folder))) run('umount', ['-l', point]);
}

function mountPoints() {
  try {
    return readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
  } catch {
    return [];
  }
}
