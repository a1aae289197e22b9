import type { Type } from '@nestjs/common';
import { type DiscoveredEndpoint, endpointsOf } from '../api/endpoints.js';
import { AppModule } from '../app.module.js';

/** Every controller of a module and of those that it imports, as Nest would find them. */
function controllersOf(module: Type, seen = new Set<Type>()): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const listed = (key: string): Type[] => (Reflect.getMetadata(key, module) as Type[] | undefined) ?? [];
  return [...listed('controllers'), ...listed('imports').flatMap((imported) => controllersOf(imported, seen))];
}

/** Every route of control, without starting it. */
export const allEndpoints: readonly DiscoveredEndpoint[] = endpointsOf(controllersOf(AppModule));
