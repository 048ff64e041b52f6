/** What is in progress over time, run by run: chart.js, stepped lines. */
import { Chart, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip, type ChartConfiguration, type ChartDataset } from 'chart.js';
import { concurrencyOf } from '../geometry/concurrency.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { ticksOf } from '../geometry/ticks.ts';
import { momentText, rangeText } from '../geometry/time-text.ts';
import type { View } from '../geometry/view.ts';
import type { Shown } from '../model.ts';
import { css, type Theme } from './theme.ts';

Chart.register(Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

const columns = 240;
/** Dashes tell runs apart where colours do not. */
export const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3]] as const;

/** Blue, yellow, green, purple: those of the legend in panel.css. */
const runColours = [0, 4, 2, 3];

interface XY {
  readonly x: number;
  readonly y: number;
}

export class ProgressPicture {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #chart: Chart<'line', XY[]> | null = null;
  #theme: Theme;
  #drawn: { readonly shown: Shown; readonly stretch: View } | null = null;

  constructor(document: Document, theme: Theme) {
    this.#theme = theme;
    this.element = document.createElement('div');
    this.element.className = 'chart low';
    this.#canvas = document.createElement('canvas');
    this.#canvas.setAttribute('role', 'img');
    this.element.append(this.#canvas);
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    if (this.#drawn) this.#draw(this.#drawn.shown, this.#drawn.stretch);
  }

  /** Draws where the run or the stretch changed; the element must be in the page. */
  update(shown: Shown, stretch: View): void {
    if (!this.element.isConnected) return;
    if (this.#drawn?.shown === shown && this.#drawn.stretch === stretch && this.#chart) return;
    this.#drawn = { shown, stretch };
    this.#draw(shown, stretch);
  }

  #draw(shown: Shown, stretch: View): void {
    this.#chart?.destroy();
    this.#canvas.setAttribute('aria-label', `Operations in flight and running over ${rangeText(stretch.fromUs, stretch.toUs)}; as numbers in the table below.`);
    this.#chart = new Chart(this.#canvas, configuration(shown, stretch, this.#theme));
  }
}

function configuration(shown: Shown, stretch: View, theme: Theme): ChartConfiguration<'line', XY[]> {
  const font = { family: theme.font, size: Math.max(10, theme.fontSize - 1) };
  const muted = css(theme.muted);
  const line = css(theme.line, theme.highContrast ? 0.35 : 1);
  const ticks = ticksOf(stretch, 500, 84);
  const labels = new Map(ticks.map((tick) => [tick.us, tick.label]));
  return {
    type: 'line',
    data: { datasets: shown.bands.slice(0, dashes.length).map((band, index): ChartDataset<'line', XY[]> => {
      const { running, waiting } = concurrencyOf(band, stretch, columns);
      const width = (stretch.toUs - stretch.fromUs) / columns;
      const colour = theme.palette[runColours[index] ?? 0] ?? theme.foreground;
      return {
        label: oneLine(band.run.title),
        data: Array.from(running, (value, column) => ({ x: stretch.fromUs + (column + 0.5) * width, y: value + (waiting[column] ?? 0) })),
        stepped: 'middle', pointRadius: 0, pointHitRadius: 6, borderWidth: 1.5, borderColor: css(colour), borderDash: [...(dashes[index] ?? [])],
        backgroundColor: css(colour, theme.highContrast ? 0 : 0.12), fill: 'origin',
      };
    }) },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false,
      layout: { padding: { top: 4, right: 10 } },
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: {
          type: 'linear', min: stretch.fromUs, max: stretch.toUs, grid: { display: false }, border: { color: line },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map((tick) => ({ value: tick.us }));
          },
          ticks: { color: muted, font, maxRotation: 0, callback: (value) => labels.get(Number(value)) ?? '' },
        },
        y: { type: 'linear', min: 0, suggestedMax: 1, ticks: { color: muted, font, precision: 0, maxTicksLimit: 5 }, grid: { color: line }, border: { display: false } },
      },
      plugins: {
        tooltip: {
          backgroundColor: css(theme.background), borderColor: css(theme.highContrast ? theme.line : theme.muted), borderWidth: 1,
          titleColor: css(theme.foreground), bodyColor: css(theme.foreground), titleFont: font, bodyFont: font, displayColors: false,
          callbacks: { title: ([item]) => momentText(item?.parsed.x ?? 0), label: (item) => `${item.dataset.label ?? ''}: ${(item.parsed.y ?? 0).toFixed(1)}` },
        },
      },
    },
  };
}
