import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { AuditTrail } from '../audit/index.js';
import { type Doer, notSignedIn } from '../who/index.js';
import { addressBlock } from './address-block.js';

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
 * one entry a minute for all that is beyond the first twenty, so that it does not fill the table.
 */
@Injectable()
export class FailedTries {
  private minute = -1;
  private readonly keys = new Set<string>();

  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async record(failed: FailedTry, by: Doer | null): Promise<void> {
    const { action, userId, ip } = failed;
    const minute = Math.floor(this.clock.now().getTime() / minuteMs);
    const name = shownName(failed.name);
    const key = hashOf([action, userId ?? name.toLowerCase(), addressBlock(ip), minute]);
    const actor = by?.actor ?? notSignedIn;
    if (this.isWithin(key, minute)) {
      return this.trail.count({ actor, ip }, { action, kind: 'user', id: userId ?? '', name, mergeKey: key });
    }
    const others = {
      action,
      kind: 'user',
      id: '',
      name: 'many accounts',
      mergeKey: hashOf([action, 'others', minute]),
    };
    return this.trail.count({ actor: notSignedIn, ip: null }, others);
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
