import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const deploy = new URL('../../deploy/', import.meta.url).pathname;

/**
 * A file of deploy/ with other addresses and folders: what runs here has the rules of what is deployed. What is to be replaced has to
 * be there: otherwise the file has changed, and its reader must follow.
 */
export function deployedText(name, pairs) {
  return pairs.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`deploy/${name} has no "${from}" any more.`);
      return text.replaceAll(from, to);
    },
    readFileSync(join(deploy, name), 'utf8'),
  );
}
