export { type Actor, type Doer, ringdownItself, type Role } from './actor.js';
export { By, doerOf, setActor } from './by.js';
