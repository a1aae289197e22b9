export { ConfigChangeEntity } from './config-change.repository.js';
export { ConfigurationPublisher } from './config-publisher.js';
export { entriesThatStay } from './entries-that-stay.js';
export { refer, referEach, referTarget, referUntil } from './reference.js';
export { ReferenceEntity } from './reference.repository.js';
export { resourceController } from './resource.controller.js';
export { defineResource, type Fields, type ResourceChange, ResourceTools } from './resource.definition.js';
export { ResourceReader } from './resource.reader.js';
export {
  areStored,
  hasAnotherAdmin,
  isStored,
  ResourceEntity,
  ResourceRepository,
  storedDocument,
  type StoredResource,
  takeLock,
} from './resource.repository.js';
export { ResourceService } from './resource.service.js';
