/** Random schedules for properties of the panel's geometry. */
import fc from 'fast-check';
import type { Schedule, SliceKind, WaitKind } from '../../../src/engine/schedule.ts';
import { sliceKinds, waitKinds } from '../../../src/engine/schedule.ts';
import { schedule, type SliceSpec, type WaitSpec } from '../../e2e/panel/samples.ts';

const stretch = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 60 }));

/** Slices and waits anywhere, of any kind, some without length, some on top of each other. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .tuple(
    fc.array(fc.tuple(stretch, fc.nat(2), fc.nat(4), fc.constantFrom<SliceKind>(...sliceKinds)), { maxLength: 40 }),
    fc.array(fc.tuple(stretch, fc.nat(4), fc.constantFrom<WaitKind>(...waitKinds)), { maxLength: 40 }),
  )
  .map(([slices, waits]) =>
    schedule(
      'random', ['a', 'b', 'c', 'd', 'e'], [],
      slices.map(([[from, length], core, task, kind]): SliceSpec => ({ core, task, from, to: from + length, kind })),
      waits.map(([[from, length], task, kind]): WaitSpec => ({ task, from, to: from + length, kind })),
    ),
  );
