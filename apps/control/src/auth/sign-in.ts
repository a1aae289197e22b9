import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { ThingStore } from '../things/index.js';
import { CheckPassword } from './check-password.js';
import { Sessions } from './sessions.js';

export interface SignedIn {
  readonly token: string;
  readonly user: ConfigDocument<'user'>;
}

/** E-mail and password become a session. */
@Injectable()
export class SignIn {
  constructor(
    private readonly store: ThingStore,
    private readonly check: CheckPassword,
    private readonly sessions: Sessions,
  ) {}

  /** @throws DomainError `unauthenticated`, the same for an unknown e-mail as for a wrong password; TooMany. */
  async signIn(email: string, password: string, ip: string): Promise<SignedIn> {
    const user = await this.store.userByEmail(email);
    const tried = { action: 'sign-in failed', userId: user?.id ?? null, name: email, ip } as const;
    const isRight = await this.check.isRight(password, tried, null);
    if (!user || !isRight) {
      throw new DomainError('unauthenticated', 'This e-mail address and password do not belong together.');
    }
    return { token: await this.sessions.open(user, ip), user };
  }
}
