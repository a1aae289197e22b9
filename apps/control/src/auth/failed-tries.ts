import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { Actor } from '../api/index.js';
import { type AuditActor, AuditRepository, type FrequentEntry, notSignedIn } from '../audit/index.js';
import { addressBlock } from './try-counters.js';

const minuteMs = 60_000;
const entriesAMinute = 20;
const longestName = 200;

/** A password that was wrong: whose it was to be, and what it was for. */
export interface FailedTry {
  readonly action: 'sign-in failed' | 'change of the password failed';
  /** Null where nobody goes by that name. */
  readonly userId: string | null;
  /** As it was given. */
  readonly name: string;
  readonly ip: string;
}

/**
 * Writes failed tries into the audit log: one entry a minute for an account and an address, with a count. A flood over many of them gets
 * one entry a minute for all that is beyond the first twenty, so that it does not fill the table; and while an entry is being written,
 * what belongs to it is added up, so that it does not queue for the row, and for the connections to Postgres.
 */
@Injectable()
export class FailedTries {
  private minute = -1;
  private readonly keys = new Set<string>();
  /** By the key of each entry that is being written, how many tries were added meanwhile. */
  private readonly added = new Map<string, number>();

  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers once it is written, or counted for the entry that is being written. */
  async record(failed: FailedTry, actor: Actor | null): Promise<void> {
    const { action, userId, ip } = failed;
    const minute = Math.floor(this.clock.now().getTime() / minuteMs);
    const name = shownName(failed.name);
    const key = hashOf([action, userId ?? name.toLowerCase(), addressBlock(ip), minute]);

    if (this.isWithin(key, minute)) {
      return this.count(
        { ...(actor ?? notSignedIn), ip },
        { action, kind: 'user', id: userId ?? '', name, mergeKey: key },
      );
    }
    const others = {
      action,
      kind: 'user',
      id: '',
      name: 'many accounts',
      mergeKey: hashOf([action, 'others', minute]),
    };
    return this.count({ ...notSignedIn, ip: null }, others);
  }

  /** Whether somebody signed in to the account from there before, and so is most likely its owner. */
  hasSignedInFrom(userId: string, ip: string): Promise<boolean> {
    return this.audit.hasSignedInFrom(userId, ip);
  }

  private async count(actor: AuditActor, entry: FrequentEntry): Promise<void> {
    const added = this.added.get(entry.mergeKey);
    if (added !== undefined) {
      this.added.set(entry.mergeKey, added + 1);
      return;
    }
    this.added.set(entry.mergeKey, 0);
    try {
      await this.audit.count(actor, entry, 1);
    } finally {
      void this.writeAdded(actor, entry);
    }
  }

  private async writeAdded(actor: AuditActor, entry: FrequentEntry): Promise<void> {
    try {
      for (let tries = this.added.get(entry.mergeKey); tries; tries = this.added.get(entry.mergeKey)) {
        this.added.set(entry.mergeKey, 0);
        await this.audit.count(actor, entry, tries);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'failed tries could not be written into the audit log');
    } finally {
      this.added.delete(entry.mergeKey);
    }
  }

  private isWithin(key: string, minute: number): boolean {
    if (this.minute !== minute) this.keys.clear();
    this.minute = minute;
    if (this.keys.size < entriesAMinute) this.keys.add(key);
    return this.keys.has(key);
  }
}

/** What has no @ may be a password that was typed into the wrong field. */
const shownName = (given: string): string => (given.includes('@') ? given.slice(0, longestName) : 'no e-mail address');

const hashOf = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
