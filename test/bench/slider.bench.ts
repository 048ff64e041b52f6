/**
 * From a slider moved in the panel to the new picture, in the real workbench: panel → extension host → worker → engine → host → panel → frame.
 * The run has 10,000 slices and waits. What is printed is wall time, so it means something on a quiet machine alone.
 *
 *     npm run build && npm run bench slider
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Workbench } from '../e2e/workbench.ts';

const moves = 40;
const calls = ['readRow', 'checkRow', 'priceRow', 'storeRow', 'logRow'];
const source = `export async function importRows(): Promise<void> {
  for (let row = 0; row < 1000; row++) { // @overlap x1000
${calls.map((call, index) => `    await ${call}(row); // @overlap ${(index + 1) * 10}ms`).join('\n')}
  }
}
${calls.map((call) => `async function ${call}(row: number): Promise<void> {\n  await fetch(\`/${call}/\${row}\`);\n}`).join('\n')}
`;

const folder = await mkdtemp(path.join(tmpdir(), 'overlap-slider-'));
await writeFile(path.join(folder, 'rows.ts'), source);
const workbench = await Workbench.open({ folder });
try {
  await workbench.openFile('rows.ts', 1);
  await workbench.runCommand('Overlap: Show Timeline');
  const panel = await workbench.panelFrame();
  await panel.locator('.controls > summary').click();
  const slider = '.control-list input[type=range]';
  await panel.locator(slider).first().waitFor();
  const times: { readonly ms: number; readonly marks: number }[] = await panel.evaluate(`(async () => {
    const slider = [...document.querySelectorAll('${slider}')].at(-1);
    const times = [];
    for (let move = 0; move < ${moves}; move++) {
      const picture = new Promise((done) => addEventListener('message', function heard(event) {
        if (event.data?.type !== 'snapshot') return;
        removeEventListener('message', heard);
        const marks = event.data.snapshot.runs.reduce((sum, { schedule }) => sum + schedule.slices.count + schedule.waits.count, 0);
        requestAnimationFrame(() => setTimeout(() => done(marks)));
      }));
      const start = performance.now();
      slider.value = String(300 + move * 5);
      slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const marks = await picture;
      times.push({ ms: performance.now() - start, marks });
    }
    return times;
  })()`);
  const sorted = times.slice(5).map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): string => `${(sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(0)} ms`;
  console.log(`Slider moved → new picture, real workbench, ${(times.at(-1)?.marks ?? 0).toLocaleString('en')} slices and waits: median ${at(0.5)}, p90 ${at(0.9)}, best ${at(0)}; the first ${(times[0]?.ms ?? NaN).toFixed(0)} ms.`);
} finally {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
}
