/**
 * Drawing cost of the panel in headless Chromium, main-thread CPU, beside chart.js floating bars drawing the same slices in the same run.
 *
 *     npm run bench panel                     1,000 to 1,000,000 slices
 *     OVERLAP_BENCH_SLICES=10000000 npm run bench panel
 */
import * as esbuild from 'esbuild';
import type { CDPSession } from 'playwright-core';
import { launchBrowser } from '../hosts/browser.mjs';
import { openPanel, type Panel } from '../e2e/panel/harness.ts';
import { scenario } from '../e2e/panel/samples.ts';

const counts = (process.env.OVERLAP_BENCH_SLICES ?? '1000,10000,100000,1000000').split(',').map(Number);
/** Beyond it chart.js takes minutes, then the page's memory. */
const mostForChartJs = 100_000;
const frames = 60;

/** In the page: a run of `n` slices of 40 tasks on 8 cores, made with a fixed generator, as the message that the host would send: its columns as narrow as `drawable` makes them. */
const makeRun = (n: number): string => `(() => {
  const n = ${n}, cores = 8, tasks = 40;
  const snapshot = overlapHost.revive(${JSON.stringify(scenario(), (_, value: unknown) => (ArrayBuffer.isView(value) ? { $: value.constructor.name, v: Array.from(value as unknown as ArrayLike<number>) } : value))});
  let seed = 1;
  const random = (below) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
  const slices = { count: n, core: new Uint8Array(n), task: new Int8Array(n), startUs: new Uint32Array(n), endUs: new Uint32Array(n), kind: new Uint8Array(n), site: new Int8Array(n).fill(-1) };
  const free = new Float64Array(cores);
  for (let i = 0; i < n; i++) {
    // Whichever core is free first goes on, so the slices come sorted by start, as the engine gives them.
    let core = 0;
    for (let c = 1; c < cores; c++) if (free[c] < free[core]) core = c;
    slices.core[i] = core; slices.task[i] = random(tasks); slices.startUs[i] = free[core]; slices.endUs[i] = free[core] + 20 + random(60);
    free[core] = slices.endUs[i] + (random(4) === 0 ? random(40) : 0);
  }
  const none = { count: 0, task: new Int32Array(0), startUs: new Float64Array(0), endUs: new Float64Array(0), kind: new Uint8Array(0), on: new Int32Array(0), site: new Int32Array(0), by: new Int32Array(0), names: [] };
  const run = snapshot.runs[0];
  const names = Array.from({ length: tasks }, (_, task) => 'task ' + task);
  run.schedule = { ...run.schedule, wallUs: Math.max(...free), machine: { ...run.schedule.machine, cores }, slices, waits: none, tasks: { ...run.schedule.tasks, count: tasks, name: Int32Array.from(names, (_, i) => i), ordinal: new Int32Array(tasks), names } };
  window.benchMessage = { type: 'snapshot', version: 1, snapshot };
})()`;

const settle = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))';
/** Charts follow the timeline and a resting canvas is put by when nothing was asked for a while: what is measured after that is the panel at rest. */
const rest = 'new Promise((done) => setTimeout(done, 500))';

/** Main-thread CPU of the page so far, milliseconds. */
async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? NaN) * 1000;
}

async function memory(session: CDPSession): Promise<number> {
  // Buffers of arrays are swept after the arrays themselves.
  for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
  const usage: { usedSize: number; backingStorageSize?: number } = await session.send('Runtime.getHeapUsage');
  return usage.usedSize + (usage.backingStorageSize ?? NaN);
}

interface Row {
  readonly firstMs: number;
  readonly panMs: number;
  readonly hoverMs: number;
  /** A frame in which nothing changes: what the browser itself takes of each of the others. */
  readonly emptyMs: number;
  readonly bytes: number;
}

/** Sends the message as the host would, and waits for its picture: CPU of all but the writing of its copy, which the host's side does. */
async function deliver(panel: Panel, session: CDPSession): Promise<number> {
  // Nobody listens at the other end, so that nothing but the writing is done.
  const before = await cpu(session);
  await panel.page.evaluate('new MessageChannel().port1.postMessage(window.benchMessage)');
  const copied = await cpu(session);
  await panel.page.evaluate(`(async () => {
    const arrived = new Promise((done) => addEventListener('message', done, { once: true }));
    postMessage(window.benchMessage);
    await arrived;
    await ${settle};
  })()`);
  return (await cpu(session)) - copied - (copied - before);
}

async function measurePanel(panel: Panel, n: number): Promise<Row> {
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const empty = await memory(session);
  await panel.page.evaluate(makeRun(n));
  // Twice: whatever keeps the run before alive shows in the bytes, but for the charts, which keep it until they are drawn anew. The first time is the one that counts.
  const firstMs = await deliver(panel, session);
  await deliver(panel, session);
  await panel.page.evaluate(`delete window.benchMessage; ${rest}`);
  const bytes = ((await memory(session)) - empty) / n;

  const drive = (each: string, times: number): string => `(async () => {
    const surface = document.querySelector('.timeline-stack');
    const box = surface.getBoundingClientRect();
    const wheel = (init) => surface.dispatchEvent(new WheelEvent('wheel', { clientX: box.left + 500, clientY: box.top + 80, bubbles: true, cancelable: true, ...init }));
    for (let i = 0; i < ${times}; i++) { ${each}; await new Promise((done) => requestAnimationFrame(done)); }
  })()`;
  const per = async (each: string): Promise<number> => {
    await panel.page.evaluate(`${drive(each, 10)}.then(() => ${rest})`);
    const start = await cpu(session);
    await panel.page.evaluate(drive(each, frames));
    return ((await cpu(session)) - start) / frames;
  };
  // All but a hundredth of the run is in view, and moves.
  await panel.page.evaluate(drive(`if (i === 0) wheel({ ctrlKey: true, deltaY: -3 })`, 2));
  const panMs = await per(`wheel({ shiftKey: true, deltaY: i % 2 ? 8 : -8 })`);
  const hoverMs = await per(`surface.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + 150 + i * 11, clientY: box.top + 61 + (i % 8) * 22, bubbles: true }))`);
  const emptyMs = await per('');
  return { firstMs, panMs, hoverMs, emptyMs, bytes };
}

/** The same slices as floating bars of chart.js, a frame being an update of the axis' ends. */
async function measureChartJs(panel: Panel, n: number, bundle: string): Promise<{ firstMs: number; panMs: number }> {
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await panel.page.evaluate(bundle);
  await panel.page.evaluate(makeRun(n));
  const start = await cpu(session);
  await panel.page.evaluate(`(() => {
    const { Chart } = benchChart;
    const { slices, wallUs } = benchMessage.snapshot.runs[0].schedule;
    const canvas = document.createElement('canvas');
    document.body.replaceChildren(canvas);
    canvas.width = 1160; canvas.height = 240;
    const data = Array.from({ length: slices.count }, (_, i) => ({ x: [slices.startUs[i], slices.endUs[i]], y: slices.core[i] }));
    window.chart = new Chart(canvas, { type: 'bar', data: { datasets: [{ data, grouped: false, backgroundColor: '#59a4f9' }] }, options: { animation: false, responsive: false, indexAxis: 'y', parsing: { xAxisKey: 'x', yAxisKey: 'y' }, normalized: true, scales: { x: { type: 'linear', min: 0, max: wallUs }, y: { type: 'linear', min: -1, max: 8 } }, plugins: { legend: { display: false }, tooltip: { enabled: false } } } });
  })(); ${settle}`);
  const firstMs = (await cpu(session)) - start;
  const turns = n > 10_000 ? 3 : 10;
  const before = await cpu(session);
  await panel.page.evaluate(`(async () => { for (let i = 0; i < ${turns}; i++) { chart.options.scales.x.min = i; chart.update('none'); await ${settle}; } })()`);
  return { firstMs, panMs: ((await cpu(session)) - before) / turns };
}

const chartJs = await esbuild.build({
  stdin: { contents: `export { Chart } from 'chart.js/auto';`, resolveDir: import.meta.dirname },
  bundle: true, write: false, format: 'iife', globalName: 'benchChart', minify: true,
});
const bundle = `${chartJs.outputFiles[0]?.text ?? ''}; window.benchChart = benchChart; undefined`;

const browser = await launchBrowser();
try {
  console.log('Panel, main-thread CPU; a frame has all slices in view, 8 lanes, 1200 px. Ratios are chart.js ÷ panel in this run.');
  console.log('slices'.padStart(12) + 'first picture'.padStart(16) + 'pan frame'.padStart(12) + 'hover'.padStart(10) + 'empty frame'.padStart(14) + 'bytes/slice'.padStart(13) + 'chart.js first'.padStart(18) + 'chart.js frame'.padStart(18));
  for (const n of counts) {
    const panel = await openPanel(browser, { width: 1200, height: 900 });
    const ours = await measurePanel(panel, n);
    await panel.close();
    let theirs = '';
    if (n <= mostForChartJs) {
      const page = await openPanel(browser, { width: 1200, height: 900 });
      const chart = await measureChartJs(page, n, bundle);
      await page.close();
      theirs = `${chart.firstMs.toFixed(0)} ms ${(chart.firstMs / ours.firstMs).toFixed(1)} ×`.padStart(18) + `${chart.panMs.toFixed(1)} ms ${(chart.panMs / ours.panMs).toFixed(1)} ×`.padStart(18);
    }
    console.log(n.toLocaleString('en').padStart(12) + `${ours.firstMs.toFixed(0)} ms`.padStart(16) + `${ours.panMs.toFixed(2)} ms`.padStart(12) + `${ours.hoverMs.toFixed(2)} ms`.padStart(10) + `${ours.emptyMs.toFixed(2)} ms`.padStart(14) + ours.bytes.toFixed(1).padStart(13) + theirs);
  }
} finally {
  await browser.close();
}
