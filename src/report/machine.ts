import { machineOf } from '../engine/machine.ts';

/** What a user's function is taken to run on: one event loop, as a browser tab or a Node process has it. */
export const eventLoop = machineOf('event-loop');

/** Beyond it a picture shows nothing more; the run is cut off there and says so. */
export const mostEvents = 200_000;
