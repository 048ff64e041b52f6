import type { Duration, Resource } from '../program/program.ts';
import { finite, ProgramError, whole } from './program-error.ts';

/** @throws {ProgramError} */
export function checkedDuration(duration: Exclude<Duration, number>, path: string): Duration {
  switch (duration.type) {
    case 'uniform':
      whole(duration.minUs, `${path}.minUs`);
      whole(duration.maxUs, `${path}.maxUs`, duration.minUs);
      return duration;
    case 'exponential':
      finite(duration.meanUs, `${path}.meanUs`);
      if (duration.meanUs < 0) throw new ProgramError(`${path}.meanUs`, `must be at least 0, but is ${duration.meanUs}`);
      return duration;
    case 'lognormal':
      whole(duration.medianUs, `${path}.medianUs`);
      if (!(duration.sigma >= 0 && duration.sigma <= 5)) throw new ProgramError(`${path}.sigma`, `must be between 0 and 5, but is ${duration.sigma}`);
      return duration;
    case 'empirical':
      if (duration.samplesUs.length === 0) throw new ProgramError(`${path}.samplesUs`, 'needs at least one sample');
      duration.samplesUs.forEach((us, index) => whole(us, `${path}.samplesUs[${index}]`));
      return duration;
  }
}

/** @throws {ProgramError} */
export function checkedResource(resource: Resource, path: string): Resource {
  switch (resource.type) {
    case 'device':
      if (resource.capacity !== undefined) whole(resource.capacity, `${path}.capacity`, 1);
      if (typeof resource.latency === 'number') whole(resource.latency, `${path}.latency`);
      else if (resource.latency !== undefined) checkedDuration(resource.latency, `${path}.latency`);
      return resource;
    case 'semaphore':
      whole(resource.permits, `${path}.permits`, 1);
      return resource;
    case 'channel':
      if (resource.capacity !== undefined) whole(resource.capacity, `${path}.capacity`);
      return resource;
    case 'variable':
      finite(resource.initial, `${path}.initial`);
      return resource;
    case 'barrier':
      whole(resource.parties, `${path}.parties`, 1);
      return resource;
    case 'lock':
      return resource;
  }
}
