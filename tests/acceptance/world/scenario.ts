import { type Provider, providers } from './provider.ts';
import { World } from './world.ts';

/**
 * One thing that the product promises, played on every provider; whatever else happens in its world must be expected. The suite
 * ends with a matrix of the scenarios (scripts/testing/print-scenarios.mjs), which reads the provider from the end of the title.
 */
export function scenario(
  text: string,
  play: (world: World) => Promise<void>,
  only: readonly Provider[] = providers,
): void {
  it.each(only)(`${text} [%s]`, async (provider) => {
    const world = new World(provider);
    await play(world);
    await world.expectNothingElse();
  });
}
