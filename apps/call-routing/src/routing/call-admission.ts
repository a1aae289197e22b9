import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Admission, admissionOf, type Caller, type CallerIdentity } from '@ringdown/domain-calls';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { MetDefects } from '../calls/index.js';
import type { IncomingCall } from '@ringdown/telephony';
import { LineTrafficRepository } from './line-traffic.repository.js';
import { ContactBook } from './contact-book.js';

type Line = ConfigDocument<'line'>;

interface Admitted {
  readonly caller: Caller;
  readonly admission: Admission;
  /** What could not be determined: then the caller counts as nobody's contact, and is let in. */
  readonly defects: readonly string[];
}

interface Arriving {
  readonly lineId: string;
  readonly caller: CallerIdentity;
}

/** Calls between their admission and their first save: Postgres cannot count them yet. */
@Injectable()
export class ArrivingCalls {
  private readonly arriving = new Set<Arriving>();

  /** While `work` runs, the call counts for those that come after it; `before` counts those that came before it. */
  async during<T>(
    call: Arriving,
    work: (before: () => { readonly ofCaller: number; readonly ofLine: number }) => Promise<T>,
  ): Promise<T> {
    const mine = { ...call };
    this.arriving.add(mine);
    try {
      return await work(() => this.before(mine));
    } finally {
      this.arriving.delete(mine);
    }
  }

  private before(call: Arriving): { ofCaller: number; ofLine: number } {
    const all = [...this.arriving];
    const onLine = all.slice(0, all.indexOf(call)).filter(({ lineId }) => lineId === call.lineId);
    return {
      ofLine: onLine.length,
      ofCaller: onLine.filter(({ caller }) => isSame(caller, call.caller)).length,
    };
  }
}

/** All who withhold their number are one. */
const isSame = (one: CallerIdentity, other: CallerIdentity): boolean =>
  one.number === other.number && one.address === other.address;

/** Who a caller is, by the saved contacts, and whether they are let through to the responders. */
@Injectable()
export class CallAdmission {
  constructor(
    private readonly contacts: ContactBook,
    private readonly traffic: LineTrafficRepository,
    private readonly arriving: ArrivingCalls,
    private readonly mirror: ConfigMirror,
  ) {}

  /** `letIn` is what makes the call count for others: until it is done, those who arrive meanwhile count it here. */
  admit<T>(
    line: Line,
    { caller: who, verification }: Pick<IncomingCall, 'caller' | 'verification'>,
    { at, test }: { readonly at: Date; readonly test: boolean },
    letIn: (admitted: Admitted) => Promise<T>,
  ): Promise<T> {
    const met = new MetDefects();
    const contact = met.determine(
      'Whether the caller is a contact could not be determined',
      () => this.contacts.find(who.number),
      null,
    );
    const caller = { ...who, name: contact?.name ?? null, contactId: contact?.id ?? null, verification };
    return this.arriving.during({ lineId: line.id, caller: who }, async (before) => {
      const counted = await met.determineLater(
        'How much the caller and the line are called could not be determined',
        () => this.traffic.of(line.id, who, at),
        null,
      );
      const { ofCaller, ofLine } = before();
      const traffic = counted && { ofCaller: counted.ofCaller + ofCaller, live: counted.live + ofLine };
      const admission = met.determine(
        'Whether the caller is let in could not be determined',
        () =>
          admissionOf({
            lineEnabled: line.enabled,
            caller: who,
            callerBlocked: contact?.blocked ?? false,
            blockedPrefixes: this.mirror.get('settings', 'organisation')?.blockedPrefixes ?? [],
            withheldCallers: line.withheldCallers,
            test,
            limit: line.callerLimit,
            traffic,
          }),
        { kind: 'ring' },
      );
      return letIn({ caller, admission, defects: met.sentences });
    });
  }
}
