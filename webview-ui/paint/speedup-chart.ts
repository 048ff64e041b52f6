/** The speed-up chart: chart.js, with only the parts that are used. */
import { Chart, LinearScale, LineController, LineElement, PointElement, Tooltip, type ChartConfiguration, type ChartDataset, type Plugin } from 'chart.js';
import type { SpeedupChart } from '../../src/protocol.ts';
import { highestOf, isCeilingNear } from '../geometry/ceiling.ts';
import { curvesOf, ratio, speedupSummary } from '../views/speedup.ts';
import { nameImage } from './name-image.ts';
import { css, type Rgb, type Theme } from './theme.ts';

Chart.register(LinearScale, LineController, LineElement, PointElement, Tooltip);

interface XY {
  readonly x: number;
  readonly y: number;
}

export class SpeedupPicture {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #chart: Chart<'line', XY[]> | null = null;
  #speedup: SpeedupChart | null = null;
  #theme: Theme;

  constructor(document: Document, theme: Theme) {
    this.#theme = theme;
    this.element = document.createElement('div');
    this.element.className = 'chart';
    this.#canvas = document.createElement('canvas');
    this.element.append(this.#canvas);
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#draw();
  }

  /** Draws where the data changed; the element must be in the page. */
  update(speedup: SpeedupChart | null): void {
    if (speedup === this.#speedup) return;
    this.#speedup = speedup;
    this.#draw();
  }

  #draw(): void {
    this.#chart?.destroy();
    this.#chart = null;
    if (!this.#speedup || this.#speedup.points.length === 0 || !this.element.isConnected) return;
    nameImage(this.#canvas, speedupSummary(this.#speedup));
    this.#chart = new Chart(this.#canvas, configuration(this.#speedup, this.#theme));
  }
}

function configuration(speedup: SpeedupChart, theme: Theme): ChartConfiguration<'line', XY[]> {
  const font = { family: theme.font, size: Math.max(10, theme.fontSize - 1) };
  const muted = css(theme.muted);
  const line = css(theme.line, theme.highContrast ? 0.35 : 1);
  const most = Math.max(...speedup.points.map((point) => point.n));
  const lowest = Math.min(...speedup.points.flatMap((point) => [finiteOr1(point.amdahl), finiteOr1(point.bound), finiteOr1(point.simulated)]));
  const highest = Math.max(isCeilingNear(speedup) ? (speedup.ceiling ?? 1) : 1, highestOf(speedup));
  return {
    type: 'line',
    data: { datasets: datasets(speedup, theme) },
    plugins: [ceilingName(speedup, theme, `${font.size}px ${font.family}`)],
    options: {
      layout: { padding: { top: 4, right: 10 } },
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: { type: 'linear', min: 1, max: Math.max(2, most), title: { display: true, text: speedup.xLabel, color: muted, font }, ticks: { color: muted, font, precision: 0 }, grid: { display: false }, border: { color: line } },
        y: { type: 'linear', min: lowest < 1 ? 0 : 1, max: Math.max(2, highest + (highest - 1) * 0.12), title: { display: true, text: 'speed-up', color: muted, font }, ticks: { color: muted, font, maxTicksLimit: 6, includeBounds: false, callback: (value) => `${value} ×` }, grid: { color: line }, border: { display: false } },
      },
      plugins: {
        tooltip: {
          backgroundColor: css(theme.background),
          borderColor: css(theme.highContrast ? theme.line : theme.muted),
          borderWidth: 1,
          titleColor: css(theme.foreground),
          bodyColor: css(theme.foreground),
          titleFont: font,
          bodyFont: font,
          usePointStyle: true,
          callbacks: {
            title: ([item]) => (item ? `${speedup.xLabel}: ${item.parsed.x ?? ''}` : ''),
            label: (item) => ` ${item.dataset.label ?? ''}: ${ratio(item.parsed.y ?? 0)}`,
          },
        },
      },
    },
  };
}

/** Lines differ in dash and in points as well as in colour. */
function datasets(speedup: SpeedupChart, theme: Theme): ChartDataset<'line', XY[]>[] {
  const [blue, orange, green, purple, yellow] = theme.palette;
  const inColour = (colour: Rgb | undefined): Partial<ChartDataset<'line', XY[]>> => ({ borderColor: css(colour ?? theme.foreground), backgroundColor: css(colour ?? theme.foreground) });
  const series = (label: string, pick: (point: SpeedupChart['points'][number]) => number, look: Partial<ChartDataset<'line', XY[]>>): ChartDataset<'line', XY[]> => ({
    label,
    data: speedup.points.filter((point) => Number.isFinite(pick(point))).map((point) => ({ x: point.n, y: pick(point) })),
    borderWidth: 2,
    pointRadius: 0,
    pointHitRadius: 8,
    clip: false,
    ...look,
  });
  const looks: Record<NonNullable<SpeedupChart['curves']>[number]['id'], Partial<ChartDataset<'line', XY[]>>> = {
    simulated: { ...inColour(blue), pointRadius: 4, pointStyle: 'circle', borderWidth: 1 },
    amdahl: inColour(purple),
    bound: { ...inColour(green), borderDash: [6, 4] },
    // It grows without end: what does not fit is cut off, so that the others stay readable.
    gustafson: { ...inColour(yellow), borderDash: [10, 3, 2, 3], borderWidth: 1.5, clip: 0 },
    usl: { ...inColour(orange), borderDash: [2, 3] },
  };
  const all = curvesOf(speedup).map(({ id, label }) => series(label, (point) => point[id] ?? NaN, looks[id]));
  const last = speedup.points.at(-1);
  if (speedup.ceiling !== null && isCeilingNear(speedup) && last) {
    const y = speedup.ceiling;
    all.push({ ...series('ceiling', () => y, { ...inColour(theme.muted), borderDash: [2, 4], borderWidth: 1.5 }), data: [{ x: 1, y }, { x: Math.max(2, last.n), y }] });
  }
  return all;
}

/** The ceiling's name on its line, where the eye already is. */
function ceilingName(speedup: SpeedupChart, theme: Theme, font: string): Plugin<'line'> {
  return {
    id: 'ceiling-name',
    afterDatasetsDraw(chart) {
      const scale = chart.scales.y;
      if (speedup.ceiling === null || !isCeilingNear(speedup) || !scale) return;
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = font;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'bottom';
      ctx.fillStyle = css(theme.muted);
      ctx.fillText(`ceiling ${ratio(speedup.ceiling)}`, chartArea.left + 6, scale.getPixelForValue(speedup.ceiling) - 4);
      ctx.restore();
    },
  };
}

function finiteOr1(value: number): number {
  return Number.isFinite(value) ? value : 1;
}
