import { describe, expect, test } from 'vitest';
import { bandsOf } from '../../../webview-ui/geometry/bands.ts';
import { layoutOf } from '../../../webview-ui/geometry/layout.ts';
import { csvOf } from '../../../webview-ui/exports/csv.ts';
import { markdownOf } from '../../../webview-ui/exports/markdown.ts';
import { svgOf } from '../../../webview-ui/exports/svg.ts';
import { initialModel, update } from '../../../webview-ui/model.ts';
import { asWritten, dashboard, message, snapshotOf } from '../../e2e/panel/samples.ts';

const colours = { background: 'rgb(0 0 0)', foreground: 'rgb(255 255 255)', muted: 'gray', line: 'gray', palette: ['a', 'b', 'c', 'd', 'e', 'f'], font: '"Fira Sans", sans-serif' };

function svg(calls: typeof dashboard): string {
  const model = update(initialModel, { type: 'message', message: message(snapshotOf(calls)) });
  if (!model.shown) throw new Error('A snapshot is shown.');
  return svgOf(model.shown, layoutOf(model.shown.bands, ['calls'], 600), model.view, 600, colours);
}

describe('CSV', () => {
  test('one line a slice and wait, times in microseconds', () => {
    const lines = csvOf(bandsOf([asWritten(dashboard.slice(0, 1))])).split('\r\n');
    expect(lines).toEqual([
      'run,task,core,kind,name,on,start_us,end_us',
      'As written,loadDashboard,0,run,loadDashboard,,0,12000',
      'As written,loadDashboard,0,run,loadDashboard,,332000,344000',
      'As written,loadDashboard,,io,getUser,,12000,332000',
      '',
    ]);
  });

  test('names with commas, quotes and line breaks are one cell; a formula is text', () => {
    const csv = csvOf(bandsOf([asWritten([{ name: 'a,"b"\nc', us: 1 }, { name: '=SUM(A1)', us: 1 }])]));
    expect(csv).toContain(',"a,""b""\nc",');
    expect(csv).toContain(",'=SUM(A1),");
  });
});

describe('Markdown', () => {
  test('a table of the figures, and what they rest on', () => {
    expect(markdownOf(snapshotOf(dashboard))).toMatchInlineSnapshot(`
      "### loadDashboard (src/dashboard.ts)

      | figure | value |
      | --- | --- |
      | As written | 2.00 s |
      | Overlapped | 884 ms |
      | Speed-up | 2.26× |
      | Critical path | 860 ms |

      - 2 of 5 durations are defaults: annotate the awaits with \`@overlap 120ms\` or set \`overlap.durations\`.
      - The loop at line 12 is taken to run 10 times (a default).

      *Simulated by Overlap.*
      "
    `);
  });

  test('names cannot break the table', () => {
    expect(markdownOf({ ...snapshotOf(dashboard), title: 'a|b\n`c`', file: '<x>' }).split('\n')[0]).toBe('### a\\|b \\`c\\` (\\<x\\>)');
  });
});

describe('SVG', () => {
  test('names every call once a band, where it has room, and in a title', () => {
    const text = svg(dashboard);
    expect(text.match(/<title>getOrders, 540 ms, waiting<\/title>/g)).toHaveLength(2);
    expect(text).toContain('>getOrders</text>');
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('NaN');
  });

  test('names are text, whatever they hold', () => {
    const text = svg([{ name: '<script>&"\u0000', us: 1_000_000 }]);
    expect(text).toContain('&lt;script&gt;&amp;&quot;');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u0000');
  });
});
