export { type Actor, type Doer, notSignedIn, ringdownItself, type Role } from './actor.js';
export { actorOf, By, doerOf, setActor } from './by.js';
