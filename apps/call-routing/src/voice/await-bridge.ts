import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DialReport } from '@ringdown/telephony';
import { LiveCalls } from '../calls/live-calls.js';

/** What waits at the proxy for a process that starts asks again within a second. */
const graceMs = 1200;
const lookMs = 50;

/**
 * Plivo tells of an accepted key in a report of its own, which comes with that of the dial's end in any order, the more so when
 * both have waited for this process to start. A caller who is still there can wait a second to be led on, unless Plivo has reported
 * that no key came.
 */
@Injectable()
export class AwaitBridge {
  constructor(private readonly live: LiveCalls) {}

  async execute(callId: string, attempt: number, { completed, bridged, callerGone }: DialReport): Promise<void> {
    if (!completed || bridged !== null || callerGone) return;
    for (let waited = 0; waited < graceMs && this.isUndecided(callId, attempt); waited += lookMs) {
      await setTimeout(lookMs);
    }
  }

  private isUndecided(callId: string, attempt: number): boolean {
    const call = this.live.get(callId)?.call;
    if (!call) return true;
    const { phase, setup } = call;
    const isAsked = phase.name === 'ringing' || (phase.name === 'screening' && !phase.failed);
    return setup.screening && isAsked && phase.attempt === attempt;
  }
}
