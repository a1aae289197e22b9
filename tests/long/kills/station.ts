import type { Hotline } from '../../acceptance/world/hotline.ts';
import type { Responder } from '../../acceptance/world/responder.ts';
import type { World } from '../../acceptance/world/world.ts';

/** A line with three people of its own; it has one call at a time, and serves the next when that is over. */
export interface Station {
  readonly world: World;
  readonly hotline: Hotline;
  readonly people: readonly [Responder, Responder, Responder];
}
