import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Clock, TooMany } from '@ringdown/kernel';
import { Semaphore } from 'async-mutex';
import type { Actor } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { CredentialRepository } from './credential.repository.js';
import { FailedTries, type FailedTry } from './failed-tries.js';
import { delayAfter, SlowAnswers } from './slow-answers.js';
import { addressBlock, TryCounter } from './try-counters.js';

const minuteMs = 60_000;
/** Of one address for one account. */
const failuresAMinute = 10;
/** Of one address for whatever accounts: an office of people who mistype stays below it, who tries a list of people does not. */
const failuresOfAddressAMinute = 100;
/** A check takes all of a core for a while; Node has four threads for such work. */
const checksAtOnce = Math.min(4, availableParallelism());
/** Beyond what slows answers down most, so that an attack is forgotten ten minutes after its end. */
const mostRemembered = 10;

/**
 * Every check of a password, so that nobody guesses it. An address that fails too often is refused for a while. An account that
 * others fail at answers ever more slowly, up to four seconds, from wherever one asks; it is never refused, so that nobody can lock
 * its owner out. Who has signed in to it from the same address before waits for none of this, and not for the checks of others either.
 */
@Injectable()
export class CheckPassword {
  private readonly checks = new Semaphore(checksAtOnce);
  private readonly byPair = new TryCounter(minuteMs / failuresAMinute, failuresAMinute);
  private readonly byAddress = new TryCounter(minuteMs / failuresOfAddressAMinute, failuresOfAddressAMinute);
  private readonly byAccount = new TryCounter(minuteMs, mostRemembered);

  constructor(
    private readonly passwords: CredentialRepository,
    private readonly slowAnswers: SlowAnswers,
    private readonly failedTries: FailedTries,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws TooMany for an address that failed too often. */
  async isRight(password: string, tried: FailedTry, actor: Actor | null): Promise<boolean> {
    const address = addressBlock(tried.ip);
    const account = tried.userId ?? tried.name.toLowerCase().slice(0, 320);
    this.admit(address, account);
    // counted before it is known what comes of it: tries in parallel are tries too
    const delay = delayAfter(this.byAccount.add(account, this.clock.now()));
    const isKnown = delay > 0 && tried.userId !== null && (await this.audit.hasSignedInFrom(tried.userId, tried.ip));
    if (!isKnown) await this.slowAnswers.hold(delay);
    const isRight = await this.checks.runExclusive(
      () => this.passwords.isRight(tried.userId, password),
      1,
      isKnown ? 1 : 0,
    );
    if (isRight) this.takeBack(address, account);
    else await this.failedTries.record(tried, actor);
    return isRight;
  }

  private admit(address: string, account: string): void {
    const now = this.clock.now();
    const ofPair = this.byPair.admit(pairOf(address, account), now);
    const ms = ofPair > 0 ? ofPair : this.byAddress.admit(address, now);
    if (ms === 0) return;
    if (ofPair === 0) this.byPair.takeBack(pairOf(address, account), now);
    const seconds = Math.ceil(ms / 1000);
    throw new TooMany(`Too many tries. Wait ${seconds} second${seconds === 1 ? '' : 's'}.`, seconds);
  }

  private takeBack(address: string, account: string): void {
    const now = this.clock.now();
    this.byPair.takeBack(pairOf(address, account), now);
    this.byAddress.takeBack(address, now);
    this.byAccount.takeBack(account, now);
  }
}

const pairOf = (address: string, account: string): string => `${address} ${account}`;
