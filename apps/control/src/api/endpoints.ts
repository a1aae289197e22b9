import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { endpointOf, type EndpointOptions } from './endpoint.js';

/** A route of the API and what it says about itself. */
export interface DiscoveredEndpoint {
  readonly method: string;
  /** The whole pattern, e.g. `/api/v1/lines/:id`. */
  readonly path: string;
  readonly options: EndpointOptions;
}

/** Every route of control, found in its controllers at boot. */
@Injectable()
export class Endpoints {
  readonly all: readonly DiscoveredEndpoint[];

  constructor(discovery: DiscoveryService) {
    this.all = endpointsOf(discovery.getControllers().flatMap(({ metatype }) => (metatype ? [metatype as Type] : [])));
  }
}

const scanner = new MetadataScanner();

/** @throws Error that names a route which says nothing about itself or not who may call it, and one that is there twice. */
export function endpointsOf(controllers: readonly Type[]): readonly DiscoveredEndpoint[] {
  const found = controllers.flatMap(routesOf);
  const names = found.map(({ method, path }) => `${method} ${path}`);
  const double = names.find((name, n) => names.indexOf(name) !== n);
  if (double) throw new Error(`Two controllers answer ${double}.`);
  return found;
}

function routesOf(controller: Type): DiscoveredEndpoint[] {
  const base = Reflect.getMetadata(PATH_METADATA, controller) as string | undefined;
  const { prototype } = controller as { prototype: Record<string, object> };
  return scanner.getAllMethodNames(prototype).flatMap((name): DiscoveredEndpoint[] => {
    const handler = prototype[name];
    const path = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | undefined);
    if (!handler || path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const options = endpointOf(handler);
    if (!options?.access) {
      throw new Error(`${controller.name}.${name} does not say who may call it. Give it @Endpoint({ access, … }).`);
    }
    const whole = `/${[base, path]
      .map((part) => part?.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`;
    return [{ method, path: whole, options }];
  });
}
