export { type CompiledMapping, compileMapping } from './compile-mapping.js';
export type { MappedFields, MappedLink, Mapping } from './mapping.js';
export { mappingFaults } from './mapping-faults.js';
