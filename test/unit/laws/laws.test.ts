/** Laws held to the numbers of their literature (Sn: the scenario's number in the design). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { amdahl, amdahlLimit, serialFractionFor } from '../../../src/laws/amdahl.ts';
import { greedyLongest, shortest, speedupBound } from '../../../src/laws/bounds.ts';
import { gustafson } from '../../../src/laws/gustafson.ts';
import { karpFlatt } from '../../../src/laws/karp-flatt.ts';
import { inSystem, throughput, timeInSystem } from '../../../src/laws/little.ts';
import { memoryOf } from '../../../src/laws/memory.ts';
import { percentile } from '../../../src/laws/percentile.ts';
import { atLeastOne, md1, mmc } from '../../../src/laws/queues.ts';
import { fitUsl, usl, uslPeak } from '../../../src/laws/usl.ts';

describe('Amdahl', () => {
  test.each([
    [0.1, 2, 1.8182], [0.1, 4, 3.0769], [0.1, 8, 4.7059], [0.1, 64, 8.7671],
    [0.05, 8, 5.9259], [0.05, 64, 15.4217], [0.05, 1024, 19.6357],
    [0.02, 64, 28.3], [0.01, 64, 39.3],
  ])('S5, S6: serial %d on %d cores gives %d', (serial, cores, speedup) => {
    expect(amdahl(serial, cores)).toBeCloseTo(speedup, speedup > 28 ? 1 : 4);
  });

  test('its limit is 1 ÷ s, and there is none at 0', () => {
    expect(amdahlLimit(0.1)).toBe(10);
    expect(amdahlLimit(0.05)).toBe(20);
    expect(amdahlLimit(0)).toBeNull();
  });

  test('S7: 4–6 times on 8 cores means a serial part of 14.29 to 4.76 %', () => {
    expect(100 * serialFractionFor(4, 8)).toBeCloseTo(14.29, 2);
    expect(100 * serialFractionFor(6, 8)).toBeCloseTo(4.76, 2);
  });

  test('50 and 60 times on 64 cores need a serial part of at most 0.444 and 0.106 %', () => {
    expect(100 * serialFractionFor(50, 64)).toBeCloseTo(0.444, 3);
    expect(100 * serialFractionFor(60, 64)).toBeCloseTo(0.106, 3);
    expect(gustafson(0.02, 64)).toBeCloseTo(62.7, 1);
  });

  test('Karp and Flatt find the serial fraction again', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.integer({ min: 2, max: 1000 }), (serial, cores) => {
      expect(karpFlatt(amdahl(serial, cores), cores)).toBeCloseTo(serial, 9);
      expect(serialFractionFor(amdahl(serial, cores), cores)).toBeCloseTo(serial, 9);
    }), { numRuns: 1000 });
  });
});

test('S16: 100,000 in flight at 100 ms are 1,000,000 per second', () => {
  expect(throughput(100_000, 0.1)).toBeCloseTo(1_000_000, 6);
  expect(inSystem(1_000_000, 0.1)).toBeCloseTo(100_000, 6);
  expect(timeInSystem(100_000, 1_000_000)).toBeCloseTo(0.1, 12);
});

describe('memory', () => {
  const gigabyte = 1e9;
  test.each([
    ['S13: 100,000 threads of 0.5 MB', 'threads', 500_000, 100_000, 50 * gigabyte],
    ['S13: 100,000 threads of 2 MB', 'threads', 2_000_000, 100_000, 200 * gigabyte],
    ['S15: 100 threads of 1 MB', 'threads', 1_000_000, 100, 0.1 * gigabyte],
    ['S15: 100 threads of 8 MB', 'threads', 8_000_000, 100, 0.8 * gigabyte],
    ['S33: 2,000,000 threads of 0.5 MB', 'threads', 500_000, 2_000_000, 1000 * gigabyte],
    ['S33: 2,000,000 threads of 2 MB', 'threads', 2_000_000, 2_000_000, 4000 * gigabyte],
  ] as const)('%s', (_, model, bytesPerTask, count, bytes) => {
    expect(memoryOf(machineOf(model, 1, { bytesPerTask }), count)).toBe(bytes);
  });

  test.each([
    ['S14: 1,000,000 fibres of 2 KB', 2000, 1_000_000, 2 * gigabyte],
    ['S14: 1,000,000 fibres of 8 KB', 8000, 1_000_000, 8 * gigabyte],
    ['S33: 2,000,000 fibres of 2 KB', 2000, 2_000_000, 4 * gigabyte],
    ['S33: 2,000,000 fibres of 8 KB', 8000, 2_000_000, 16 * gigabyte],
  ] as const)('%s, besides one stack a core', (_, bytesPerTask, count, bytes) => {
    const machine = machineOf('green-threads', 4, { bytesPerTask });
    expect(memoryOf(machine, count) - memoryOf(machine, 0)).toBe(bytes);
  });

  test('S15: one loop is one stack and 100 small objects', () => {
    expect(memoryOf(machineOf('event-loop'), 100)).toBe(1_000_000 + 100 * 500);
  });

  test('a worker is about 8 MB', () => {
    expect(memoryOf(machineOf('workers', 4), 0) - memoryOf(machineOf('workers', 3), 0)).toBe(8_000_000);
  });
});

test('S23: of 100 shards one is over its own p99 in 63.4 % of requests', () => {
  expect(100 * atLeastOne(0.01, 100)).toBeCloseTo(63.4, 1);
});

test('percentiles are nearest rank', () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  expect([50, 95, 99, 100, 1, 0.5].map((p) => percentile(values, p))).toEqual([50, 95, 99, 100, 1, 1]);
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([], 50)).toBe(0);
});

describe('queues, service at rate 1', () => {
  test.each([[0.5, 1], [0.8, 4], [0.9, 9]])('M/M/1 at %d waits %d', (arrivals, wait) => {
    expect(mmc(arrivals, 1, 1).waitTime).toBeCloseTo(wait, 9);
    expect(md1(arrivals, 1).waitTime).toBeCloseTo(wait / 2, 9);
  });

  test('M/M/4 at 3.2, M/M/8 at 7.2', () => {
    const four = mmc(3.2, 1, 4);
    expect(four.waitChance).toBeCloseTo(0.596432, 6);
    expect(four.waitTime).toBeCloseTo(0.745541, 6);
    expect(four.inSystem).toBeCloseTo(5.58573, 5);
    expect(mmc(7.2, 1, 8).waitTime).toBeCloseTo(0.876916, 6);
  });

  test('four queues of one server against one queue of four', () => {
    expect(mmc(0.8, 1, 1).systemTime).toBeCloseTo(5, 9);
    expect(mmc(3.2, 1, 4).systemTime).toBeCloseTo(1.7455, 4);
    expect(mmc(1, 1, 1).waitTime).toBe(Infinity);
  });
});

describe('the Universal Scalability Law', () => {
  const even = { alpha: 0.02, beta: 0.02, gamma: 1 };
  test.each([[2, 1.8868], [4, 3.0769], [6, 3.5294], [8, 3.5398], [10, 3.3557]])('α = β = 0.02 at %d gives %d', (load, capacity) => {
    expect(usl(even, load)).toBeCloseTo(capacity, 4);
  });

  test('peaks at 7, and is Amdahl without coherency cost', () => {
    expect(uslPeak(even)).toBeCloseTo(7, 9);
    expect(usl({ alpha: 0.1, beta: 0, gamma: 1 }, 8)).toBeCloseTo(amdahl(0.1, 8), 12);
    expect(uslPeak({ alpha: 0.1, beta: 0, gamma: 1 })).toBe(Infinity);
  });

  test('is fitted to measurements of a ray tracer', () => {
    const loads = [1, 18, 36, 72, 108, 144, 216];
    const throughputs = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2];
    const fit = fitUsl(loads.map((load, index) => ({ load, throughput: throughputs[index] ?? 0 })));
    expect(fit.alpha).toBeCloseTo(0.0277285, 6);
    expect(fit.beta).toBeCloseTo(0.00010437, 7);
    expect(fit.gamma).toBeCloseTo(89.9952, 3);
    expect(uslPeak(fit)).toBeCloseTo(96.52, 2);
    expect(usl(fit, uslPeak(fit))).toBeCloseTo(1884, 0);
  });

  test('finds coefficients again from points without noise', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 0.5, noNaN: true }), fc.double({ min: 1e-5, max: 0.01, noNaN: true }), fc.double({ min: 1, max: 1000, noNaN: true }), (alpha, beta, gamma) => {
      const fit = fitUsl([1, 2, 4, 8, 16, 32, 64].map((load) => ({ load, throughput: usl({ alpha, beta, gamma }, load) })));
      expect(fit.alpha).toBeCloseTo(alpha, 4);
      expect(fit.beta).toBeCloseTo(beta, 5);
      expect(fit.gamma / gamma).toBeCloseTo(1, 4);
    }), { numRuns: 300 });
  });

  test('needs three loads', () => {
    expect(() => fitUsl([{ load: 1, throughput: 1 }, { load: 2, throughput: 2 }])).toThrow(RangeError);
  });
});

test('bounds of work and span', () => {
  expect(shortest(88, 16, 4)).toBe(22);
  expect(shortest(88, 16, 8)).toBe(16);
  expect(greedyLongest(88, 16, 4)).toBe(34);
  expect(speedupBound(88, 16, 32)).toBe(5.5);
  expect(speedupBound(88, 16, 4)).toBe(4);
});
