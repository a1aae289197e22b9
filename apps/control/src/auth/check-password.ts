import { Injectable } from '@nestjs/common';
import { Clock, TooMany } from '@ringdown/kernel';
import type { Doer } from '../who/index.js';
import { addressBlock } from './address-block.js';
import { type FailedTry, FailedTries } from './failed-tries.js';
import { Passwords } from './passwords.js';
import { delayAfter, SlowAnswers } from './slow-answers.js';
import { TryCounter } from './try-counter.js';

const failuresAMinute = 10;
const minuteMs = 60_000;
/** Beyond what slows answers down most, so that an attack is forgotten ten minutes after its end. */
const mostRemembered = 10;

/**
 * Every check of a password, so that nobody guesses it. An address may fail ten times a minute, then it is refused. An account that
 * others fail at answers ever more slowly, up to four seconds, from wherever one asks; it is never refused, so that nobody can lock
 * its owner out.
 */
@Injectable()
export class CheckPassword {
  private readonly byAddress = new TryCounter(minuteMs / failuresAMinute, failuresAMinute);
  private readonly byAccount = new TryCounter(minuteMs, mostRemembered);

  constructor(
    private readonly passwords: Passwords,
    private readonly slowAnswers: SlowAnswers,
    private readonly failedTries: FailedTries,
    private readonly clock: Clock,
  ) {}

  /** @throws TooMany for an address that failed too often. */
  async isRight(password: string, tried: FailedTry, by: Doer | null): Promise<boolean> {
    const address = addressBlock(tried.ip);
    const account = tried.userId ?? tried.name.toLowerCase().slice(0, 320);
    const seconds = Math.ceil(this.byAddress.admit(address, this.clock.now()) / 1000);
    if (seconds > 0) throw new TooMany(`Too many tries. Wait ${seconds} seconds.`, seconds);
    // counted before it is known what comes of it: tries in parallel are tries too
    await this.slowAnswers.hold(delayAfter(this.byAccount.add(account, this.clock.now())));
    const isRight = await this.passwords.isRight(tried.userId, password);
    if (!isRight) {
      await this.failedTries.record(tried, by);
      return false;
    }
    this.byAddress.takeBack(address, this.clock.now());
    this.byAccount.takeBack(account, this.clock.now());
    return true;
  }
}
