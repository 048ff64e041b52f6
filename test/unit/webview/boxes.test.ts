import { describe, expect, test } from 'vitest';
import { joined } from '../../../webview-ui/geometry/boxes.ts';

const box = (x: number, width: number, y = 0) => ({ x, y, width, height: 22 });

describe('outlines of one await', () => {
  test('of slices that follow one another in a row are one', () => {
    expect(joined([box(0, 4), box(5, 4), box(10, 4)])).toEqual([box(0, 14)]);
  });

  test('stay apart where something else can be seen between them, and in different rows', () => {
    expect(joined([box(0, 4), box(20, 4)])).toEqual([box(0, 4), box(20, 4)]);
    expect(joined([box(0, 4), box(5, 4, 26)])).toEqual([box(0, 4), box(5, 4, 26)]);
  });

  test('are the same in whichever order the slices come', () => {
    expect(joined([box(10, 4), box(0, 4, 26), box(0, 4), box(5, 4)])).toEqual([box(0, 14), box(0, 4, 26)]);
  });

  test('reach to the end of the longest', () => {
    expect(joined([box(0, 40), box(5, 4)])).toEqual([box(0, 40)]);
  });
});
