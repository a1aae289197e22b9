import { itReadsCallers } from './it-reads-callers.js';
import { itReadsReports } from './it-reads-reports.js';
import { itRendersDocuments } from './it-renders-documents.js';
import { itSpeaksToPeople } from './it-speaks-to-people.js';
import { itTrustsOnlySignatures } from './it-trusts-only-signatures.js';
import type { TelephonyRig } from './telephony-rig.js';

/** What holds for every provider without asking it anything. With `itReachesATelephonyProvider`, the whole contract. */
export function itIsATelephonyProvider(name: string, rig: TelephonyRig): void {
  describe(`${name} is a telephony provider`, () => {
    itRendersDocuments(rig);
    itSpeaksToPeople(rig);
    itTrustsOnlySignatures(rig);
    itReadsReports(rig);
    itReadsCallers(rig);
  });
}
