/** A chart of lines that views describe as plain values: chart.js, with only the parts that are used. */
import { Chart, Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip, type ChartConfiguration, type ChartDataset } from 'chart.js';
import { isRound, type Tick } from '../geometry/ticks.ts';
import { nameImage } from './name-image.ts';
import { css, type Theme } from './theme.ts';

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

export interface XY {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly label: string;
  /** Index into {@link dashes} and its colours. */
  readonly look: number;
  readonly points: readonly XY[];
  readonly stepped?: 'before' | 'middle' | 'after';
  readonly filled?: boolean;
  readonly marked?: boolean;
}

export interface LineChart {
  /** What it shows, for those who do not see it. */
  readonly summary: string;
  readonly lines: readonly Line[];
  readonly x: { readonly min: number; readonly max: number; readonly title?: string; readonly ticks?: readonly Tick[]; readonly logarithmic?: boolean; readonly text: (x: number) => string };
  readonly y: { readonly title?: string; readonly max?: number; readonly text: (y: number) => string; readonly whole?: boolean };
}

/** Dashes tell lines apart where colours do not. */
export const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3]] as const;

/** Blue, yellow, green, purple: those of the legend in charts.css. */
const colours = [0, 4, 2, 3];

/** The place of one chart; it stays the same element while what it shows changes. */
export class LinePicture {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #chart: Chart<'line', XY[]> | null = null;
  #theme: Theme;
  #drawn: { readonly of: readonly unknown[]; readonly chart: LineChart } | null = null;

  constructor(document: Document, theme: Theme) {
    this.#theme = theme;
    this.element = document.createElement('div');
    this.element.className = 'chart low';
    this.#canvas = document.createElement('canvas');
    this.element.append(this.#canvas);
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    if (this.#drawn) this.#draw(this.#drawn.chart);
  }

  /** Draws where one of the values that the chart is made `of` changed; the element must be in the page. */
  update(of: readonly unknown[], make: () => LineChart): void {
    if (!this.element.isConnected) {
      // What is not shown keeps no run alive.
      this.#chart?.destroy();
      this.#chart = this.#drawn = null;
      return;
    }
    if (this.#chart && this.#drawn?.of.every((value, index) => value === of[index])) return;
    this.#drawn = { of, chart: make() };
    this.#draw(this.#drawn.chart);
  }

  #draw(chart: LineChart): void {
    this.#chart?.destroy();
    nameImage(this.#canvas, chart.summary);
    this.#chart = new Chart(this.#canvas, configuration(chart, this.#theme));
  }
}

function configuration({ lines, x, y }: LineChart, theme: Theme): ChartConfiguration<'line', XY[]> {
  const font = { family: theme.font, size: Math.max(10, theme.fontSize - 1) };
  const muted = css(theme.muted);
  const line = css(theme.line, theme.highContrast ? 0.35 : 1);
  const title = (text: string | undefined) => ({ display: text !== undefined, text: text ?? '', color: muted, font });
  return {
    type: 'line',
    data: { datasets: lines.map((one) => dataset(one, theme)) },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false,
      layout: { padding: { top: 4, right: 10 } },
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: {
          type: x.logarithmic ? 'logarithmic' : 'linear', min: x.min, max: x.max, title: title(x.title), grid: { display: false }, border: { color: line },
          afterBuildTicks: (axis) => {
            if (x.ticks) axis.ticks = x.ticks.map(({ us }) => ({ value: us }));
            // Of a logarithmic axis only 1, 2, 5, 10…: chart.js writes labels of more over one another.
            else if (x.logarithmic) axis.ticks = axis.ticks.filter(({ value }) => isRound(value));
          },
          ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 12, includeBounds: false, callback: (value) => x.ticks?.find(({ us }) => us === Number(value))?.label ?? x.text(Number(value)) },
        },
        y: {
          type: 'linear', min: 0, ...(y.max === undefined ? { grace: '6%' } : { max: y.max }), title: title(y.title),
          ticks: { color: muted, font, maxTicksLimit: 5, ...(y.whole && { precision: 0 }), callback: (value) => y.text(Number(value)) }, grid: { color: line }, border: { display: false },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: css(theme.background), borderColor: css(theme.highContrast ? theme.line : theme.muted), borderWidth: 1,
          titleColor: css(theme.foreground), bodyColor: css(theme.foreground), titleFont: font, bodyFont: font, displayColors: false,
          callbacks: { title: ([item]) => x.text(item?.parsed.x ?? 0), label: (item) => `${item.dataset.label ?? ''}: ${y.text(item.parsed.y ?? 0)}` },
        },
      },
    },
  };
}

function dataset({ label, look, points, stepped, filled, marked }: Line, theme: Theme): ChartDataset<'line', XY[]> {
  const colour = theme.palette[colours[look] ?? 0] ?? theme.foreground;
  return {
    label, data: [...points], stepped: stepped ?? false, clip: marked ? false : 2, pointRadius: marked ? 3 : 0, pointHitRadius: 6, borderWidth: 1.5,
    borderColor: css(colour), borderDash: [...(dashes[look] ?? [])], backgroundColor: css(colour, filled ? (theme.highContrast ? 0 : 0.12) : 1), fill: filled ? 'origin' : false,
  };
}
