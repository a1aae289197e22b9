export { type Computation, Slices } from './slices.js';
export { SlicesModule } from './slices.module.js';
