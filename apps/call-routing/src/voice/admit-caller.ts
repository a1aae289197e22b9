import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Admission, admissionOf, type Caller } from '@ringdown/domain-calls';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { MetDefects } from '../rescue/met-defects.js';
import type { IncomingCall } from '@ringdown/telephony';
import { LineTraffic } from '../calls/line-traffic.js';
import { ArrivingCalls } from './arriving-calls.js';
import { ContactBook } from './contact-book.js';

type Line = ConfigDocument<'line'>;

export interface Admitted {
  readonly caller: Caller;
  readonly admission: Admission;
  /** What could not be determined: then the caller counts as nobody's contact, and is let in. */
  readonly defects: readonly string[];
}

/** Who a caller is, by the saved contacts, and whether they are let through to the responders. */
@Injectable()
export class AdmitCaller {
  constructor(
    private readonly contacts: ContactBook,
    private readonly traffic: LineTraffic,
    private readonly arriving: ArrivingCalls,
    private readonly mirror: ConfigMirror,
  ) {}

  /** `letIn` is what makes the call count for others: until it is done, those who arrive meanwhile count it here. */
  execute<T>(
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
