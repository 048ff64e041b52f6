/** Queues in equilibrium: Poisson arrivals at a rate, each server at its own rate; times in the inverse of the rates' unit. Kleinrock, Queueing Systems I, 1975. */
export interface QueueFigures {
  /** Share of the servers' time that is used. */
  readonly utilisation: number;
  /** Chance that an arrival has to wait. */
  readonly waitChance: number;
  /** Mean time in the queue, and in the system. */
  readonly waitTime: number;
  readonly systemTime: number;
  /** Mean number in the queue, and in the system. */
  readonly queued: number;
  readonly inSystem: number;
}

/** M/M/c: exponential service, `servers` servers, one queue (Erlang C). Infinite where arrivals outrun the servers. */
export function mmc(arrivals: number, service: number, servers: number): QueueFigures {
  const offered = arrivals / service;
  const utilisation = offered / servers;
  if (utilisation >= 1) return endless(1);
  // Erlang B by its recurrence, which does not overflow, then C from B.
  let blocked = 1;
  for (let server = 1; server <= servers; server++) blocked = (offered * blocked) / (server + offered * blocked);
  const waitChance = blocked / (1 - utilisation * (1 - blocked));
  return figures(arrivals, service, utilisation, waitChance, waitChance / (servers * service - arrivals));
}

/** M/D/1: every service takes the same time, and the wait is half of what it is with exponential ones. */
export function md1(arrivals: number, service: number): QueueFigures {
  const utilisation = arrivals / service;
  return utilisation >= 1 ? endless(1) : figures(arrivals, service, utilisation, utilisation, utilisation / (2 * (service - arrivals)));
}

/** The chance that at least one of `n` independent events of chance `p` happens: of 100 shards that one is over its own p99, 1 − 0.99¹⁰⁰. */
export function atLeastOne(p: number, n: number): number {
  return 1 - (1 - p) ** n;
}

function figures(arrivals: number, service: number, utilisation: number, waitChance: number, waitTime: number): QueueFigures {
  const systemTime = waitTime + 1 / service;
  return { utilisation, waitChance, waitTime, systemTime, queued: arrivals * waitTime, inSystem: arrivals * systemTime };
}

function endless(utilisation: number): QueueFigures {
  return { utilisation, waitChance: 1, waitTime: Infinity, systemTime: Infinity, queued: Infinity, inSystem: Infinity };
}
