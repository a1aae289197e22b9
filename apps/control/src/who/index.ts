export { type Actor, type Doer, ringdownItself, type Role } from './actor.js';
export { actorOf, By, doerOf, setActor } from './by.js';
