import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What can be done to the parts of a running ChaosSystem, and undone. */
export class Faults {
  constructor(system) {
    this.system = system;
    this.copies = [];
  }

  kill = (part) => this.system.part(part).kill();
  keepOut = (part) => this.system.part(part).keepOut();
  letIn = (part) => this.system.part(part).letIn();
  freeze = (part) => this.system.part(part).freeze();
  thaw = (part) => this.system.part(part).thaw();
  partition = (part) => this.setLinks(part, { silent: true });
  mend = (part) => this.setLinks(part, { silent: false });
  fill = (disk) => this.system.disks[disk].fill();
  free = (disk) => this.system.disks[disk].free();
  addInstance = (service) => this.system.addInstance(service);
  removeInstance = (service) => this.system.removeInstance(service);

  async setLinks(part, change) {
    for (const link of this.system.linksOf(part)) await this.system.setLink(link, change);
  }

  /** Killed, and comes back with an empty store. */
  async wipe(server) {
    await this.keepOut(server);
    emptied(this.storeOf(server));
    this.letIn(server);
  }

  /** Keeps what the store holds now, as a snapshot of the disk would. */
  async copy(server) {
    const at = Date.now();
    const folder = join(this.system.folder, 'copies', `${server}-${at}`);
    this.freeze(server);
    try {
      copyAll(this.storeOf(server), folder);
    } finally {
      this.thaw(server);
    }
    this.copies.push({ server, at, folder });
  }

  /** Forgets the copies of a server but the youngest that is at least so old: those before it nobody needs any more. */
  async dropCopies(server, ageMs) {
    const old = this.copies.filter((copy) => copy.server === server && copy.at <= Date.now() - ageMs).slice(0, -1);
    for (const { folder } of old) rmSync(folder, { recursive: true, force: true });
    this.copies = this.copies.filter((copy) => !old.includes(copy));
  }

  /** In milliseconds, of the copy that `rollBack` would put back. */
  ageOfCopy = (server) => Date.now() - this.copyOf(server).at;

  /** Killed, and comes back with the oldest copy of its store that is kept. Answers how old that is, in milliseconds. */
  async rollBack(server) {
    const copy = this.copyOf(server);
    await this.keepOut(server);
    const age = Date.now() - copy.at;
    const store = this.storeOf(server);
    emptied(store);
    copyAll(copy.folder, store);
    this.letIn(server);
    return age;
  }

  copyOf(server) {
    const copy = this.copies.find((one) => one.server === server);
    if (!copy) throw new Error(`there is no copy of ${server}`);
    return copy;
  }

  storeOf = (server) => join(this.system.folder, server, 'servers', server);
}

const emptied = (folder) => readdirSync(folder).forEach((name) => rmSync(join(folder, name), { recursive: true }));

/** With its owners: as root, the servers are somebody else's. */
function copyAll(from, to) {
  mkdirSync(to, { recursive: true });
  execFileSync('cp', ['-a', `${from}/.`, to]);
}
