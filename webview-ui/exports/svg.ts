/** The timeline as an SVG picture that stands alone: the stretch of time that is given, all rows. */
import { axisHeight, headingHeight } from '../geometry/layout.ts';
import type { Layout } from '../geometry/layout.ts';
import { fitText, oneLine } from '../geometry/label-fit.ts';
import { endOf, lookOf, looks, nameOf, startOf, type Look } from '../geometry/marks.ts';
import { firstEndingAfter } from '../geometry/rows.ts';
import { ticksOf } from '../geometry/ticks.ts';
import { durationText } from '../geometry/time-text.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';

/** Colours as CSS text: a call's colours, then the neutral one. */
export interface SvgColours {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly line: string;
  readonly palette: readonly string[];
  readonly font: string;
}

/** A picture of more marks than this no viewer opens gladly; what is beyond is left out, and the picture says so. */
export const mostMarks = 20_000;

/** About how wide a letter of the label font is. */
const letter = 6.4;
const measure = (text: string): number => text.length * letter;

export function svgOf(shown: Shown, layout: Layout, view: View, fullWidth: number, colours: SvgColours): string {
  const width = fullWidth - layout.gutter;
  const height = axisHeight + layout.height;
  const parts: string[] = [];
  const text = (x: number, y: number, content: string, extra = ''): void => {
    parts.push(`<text x="${n(x)}" y="${n(y)}"${extra}>${escape(content)}</text>`);
  };
  for (const tick of ticksOf(view, width, 84)) {
    const x = layout.gutter + xOf(tick.us, view, width);
    parts.push(`<path d="M${n(x)} ${axisHeight - 5}V${height}" stroke="${colours.line}"/>`);
    text(x, 14, tick.label, ` fill="${colours.muted}" text-anchor="${x < 10 ? 'start' : 'middle'}"`);
  }
  shown.bands.forEach((band, index) => {
    const y = axisHeight + (layout.headings[index] ?? 0) + headingHeight / 2 + 6;
    text(0, y, oneLine(band.run.title), ' font-weight="600"');
    if (!band.isOrder) text(measure(oneLine(band.run.title)) * 1.15 + 10, y, band.about + durationText(band.schedule.wallUs), ` fill="${colours.muted}"`);
  });
  let drawn = 0;
  let left = 0;
  for (const section of layout.sections) {
    const band = shown.bands[section.band];
    if (!band) continue;
    section.lanes.rows.forEach((row, index) => {
      const top = axisHeight + section.top + index * section.rowHeight + 2;
      const box = section.rowHeight - 4;
      if (layout.gutter > 0) text(0, top + box / 2 + 4, fitText(oneLine(row.label), layout.gutter - 8, measure), ` fill="${colours.muted}"`);
      for (let at = firstEndingAfter(band.schedule, section.lanes, row, view.fromUs); at < row.to; at++) {
        const mark = section.lanes.order[at] ?? 0;
        if (startOf(band.schedule, mark) > view.toUs) break;
        if (drawn >= mostMarks) {
          left++;
          continue;
        }
        drawn++;
        const from = layout.gutter + Math.max(0, xOf(startOf(band.schedule, mark), view, width));
        const to = layout.gutter + Math.min(width, xOf(endOf(band.schedule, mark), view, width));
        const colour = colours.palette[band.colourOf(mark)] ?? colours.muted;
        const look: Look = looks[lookOf(band.schedule, mark)] ?? 'running';
        const name = oneLine(nameOf(band.schedule, mark));
        const rect = `x="${n(from)}" y="${n(top)}" width="${n(Math.max(1, to - from - 1))}" height="${n(box)}" rx="3"`;
        parts.push(`<g><title>${escape(`${name}, ${durationText(endOf(band.schedule, mark) - startOf(band.schedule, mark))}, ${look}`)}</title><rect ${rect} fill="${colour}" fill-opacity="${look === 'running' ? 0.82 : 0.16}"/>${look === 'running' ? '' : `<rect ${rect} fill="url(#${look}-${band.colourOf(mark)})" stroke="${colour}"/>`}</g>`);
        const label = fitText(name, to - from - 14, measure);
        if (label !== '') text(from + 7, top + box / 2 + 4, label);
      }
    });
  }
  if (left > 0) text(0, height - 2, `${left.toLocaleString('en')} more slices are left out of this picture.`, ` fill="${colours.muted}"`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(fullWidth)}" height="${n(height)}" viewBox="0 0 ${n(fullWidth)} ${n(height)}" font-family="${escape(colours.font)}" font-size="12" fill="${colours.foreground}">
<title>${escape(oneLine(shown.snapshot.title))}</title>
<defs>${patterns(colours.palette)}</defs>
<rect width="100%" height="100%" fill="${colours.background}"/>
${parts.join('\n')}
</svg>
`;
}

const lines: Record<Exclude<Look, 'running'>, string> = {
  waiting: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  held: 'M-2 6L2 10M0 0L8 8M6 -2L10 2',
  ready: 'M2 2h1M6 6h1',
  blocked: 'M0 8L8 0M0 0L8 8',
  switch: 'M2 0V8M6 0V8',
};

/** A pattern does not take its colour from what it fills, so each colour has its own. */
function patterns(palette: readonly string[]): string {
  return Object.entries(lines)
    .flatMap(([look, path]) => palette.map((colour, index) => `<pattern id="${look}-${index}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="${path}" stroke="${colour}" stroke-opacity="0.45"/></pattern>`))
    .join('');
}

function n(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** Text for XML: characters that XML 1.0 forbids are left out. */
function escape(text: string): string {
  return text.replace(/\p{Cc}|\p{Cs}|\uFFFE|\uFFFF/gu, '').replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');
}
