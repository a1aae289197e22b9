import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Clock, TooMany } from '@ringdown/kernel';
import { Semaphore } from 'async-mutex';
import type { Actor } from '../api/index.js';
import { CredentialRepository } from './credential.repository.js';
import { FailedTries, type FailedTry } from './failed-tries.js';
import { delayAfter, SlowAnswers } from './slow-answers.js';
import { addressBlock, type TryCounter, TryCounters } from './try-counters.js';

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
 * others fail at answers ever more slowly, up to four seconds, from wherever somebody signs in; it is never refused, so that nobody can lock
 * its owner out. Who has signed in to it from the same address before waits for none of this, and not for the checks of others either.
 */
@Injectable()
export class CheckPassword {
  private readonly checks = new Semaphore(checksAtOnce);
  private readonly byPair: TryCounter;
  private readonly byAddress: TryCounter;
  private readonly byAccount: TryCounter;

  constructor(
    private readonly passwords: CredentialRepository,
    private readonly slowAnswers: SlowAnswers,
    private readonly failedTries: FailedTries,
    private readonly clock: Clock,
    counters: TryCounters,
  ) {
    this.byPair = counters.counter({
      name: 'pair',
      forgetsOneInMs: minuteMs / failuresAMinute,
      most: failuresAMinute,
    });
    this.byAddress = counters.counter({
      name: 'address',
      forgetsOneInMs: minuteMs / failuresOfAddressAMinute,
      most: failuresOfAddressAMinute,
    });
    this.byAccount = counters.counter({ name: 'account', forgetsOneInMs: minuteMs, most: mostRemembered });
  }

  /** @throws TooMany for an address that failed too often. */
  async isRight(password: string, tried: FailedTry, actor: Actor | null): Promise<boolean> {
    const address = addressBlock(tried.ip);
    const account = tried.userId ?? tried.name.toLowerCase().slice(0, 320);
    await this.admit(address, account);
    // counted before it is known what comes of it: tries in parallel are tries too
    const delay = delayAfter(await this.byAccount.add(account, this.clock.now()));
    const isKnown =
      delay > 0 && tried.userId !== null && (await this.failedTries.hasSignedInFrom(tried.userId, tried.ip));
    if (!isKnown) await this.slowAnswers.hold(delay);
    const isRight = await this.checks.runExclusive(
      () => this.passwords.isRight(tried.userId, password),
      1,
      isKnown ? 1 : 0,
    );
    if (isRight) await this.takeBack(address, account);
    else await this.failedTries.record(tried, actor);
    return isRight;
  }

  private async admit(address: string, account: string): Promise<void> {
    const now = this.clock.now();
    const ofPair = await this.byPair.admit(pairOf(address, account), now);
    const ms = ofPair > 0 ? ofPair : await this.byAddress.admit(address, now);
    if (ms === 0) return;
    if (ofPair === 0) await this.byPair.takeBack(pairOf(address, account), now);
    const seconds = Math.ceil(ms / 1000);
    throw new TooMany(`Too many tries. Wait ${seconds} second${seconds === 1 ? '' : 's'}.`, seconds);
  }

  private async takeBack(address: string, account: string): Promise<void> {
    const now = this.clock.now();
    await Promise.all([
      this.byPair.takeBack(pairOf(address, account), now),
      this.byAddress.takeBack(address, now),
      this.byAccount.takeBack(account, now),
    ]);
  }
}

const pairOf = (address: string, account: string): string => `${address} ${account}`;
