import { describe, expect, test } from 'vitest';
import type { SpeedupChart } from '../../../src/protocol.ts';
import { isCeilingNear } from '../../../webview-ui/geometry/ceiling.ts';

const chart = (ceiling: number | null): SpeedupChart => ({ xLabel: 'Cores', serialFraction: 0.1, ceiling, explanation: '', points: [{ n: 1, amdahl: 1, bound: 1, simulated: 1 }, { n: 16, amdahl: 8, bound: Infinity, simulated: 6, gustafson: 200 }] });

describe('the ceiling of a speed-up', () => {
  test.each([[10, true], [16, true], [50, false], [Infinity, false], [null, false]])('of %s is drawn, with curves up to 8: %s', (ceiling, near) => {
    expect(isCeilingNear(chart(ceiling))).toBe(near);
  });
});
