import { type Provider, providers } from './provider.ts';
import { World } from './world.ts';

/**
 * One promise of the product, kept on every provider; whatever else happens in its world must be expected. The suite ends with
 * a matrix of these (scripts/testing/print-promises.mjs), which reads the provider from the end of the title.
 */
export function promise(
  text: string,
  keep: (world: World) => Promise<void>,
  only: readonly Provider[] = providers,
): void {
  it.each(only)(`${text} [%s]`, async (provider) => {
    const world = new World(provider);
    await keep(world);
    await world.expectNothingElse();
  });
}
