/** Little's law, L = λ·W: any one of them from the other two. Little, Operations Research 9(3), 1961. Units of rate and time must match. */
export function inSystem(rate: number, time: number): number {
  return rate * time;
}

export function throughput(inSystem: number, time: number): number {
  return inSystem / time;
}

export function timeInSystem(inSystem: number, rate: number): number {
  return inSystem / rate;
}
