import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Admission, admissionOf, type CallFacts } from '@ringdown/domain-calls';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { LineTraffic } from '../calls/line-traffic.js';
import { ContactBook } from './contact-book.js';

type Line = ConfigDocument<'line'>;

/** Who a caller is, by the saved contacts, and whether they are let through to the responders. */
@Injectable()
export class AdmitCaller {
  constructor(
    private readonly contacts: ContactBook,
    private readonly traffic: LineTraffic,
    private readonly mirror: ConfigMirror,
  ) {}

  async execute(
    line: Line,
    callerNumber: string | null,
    { at, test }: { readonly at: Date; readonly test: boolean },
  ): Promise<{ readonly caller: CallFacts['caller']; readonly admission: Admission }> {
    const contact = this.contacts.find(callerNumber);
    const admission = admissionOf({
      lineEnabled: line.enabled,
      callerNumber,
      callerBlocked: contact?.blocked ?? false,
      blockedPrefixes: this.mirror.get('settings', 'organisation')?.blockedPrefixes ?? [],
      withheldCallers: line.withheldCallers,
      test,
      limit: line.callerLimit,
      traffic: await this.traffic.of(line.id, callerNumber, at),
    });
    return { caller: { number: callerNumber, name: contact?.name ?? null, contactId: contact?.id ?? null }, admission };
  }
}
