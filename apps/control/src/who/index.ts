export { type Actor, type Doer, notSignedIn, ringdownItself, type Role } from './actor.js';
export { By, doerOf, setActor } from './by.js';
