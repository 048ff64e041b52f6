/** Learning by predicting, in a real workbench: a scenario is picked, predicted wrongly, and changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pictureOnFailure } from './picture-on-failure.ts';
import { Workbench } from './workbench.ts';

describe('a scenario', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
  });
  afterAll(() => workbench.close());
  pictureOnFailure(() => workbench);

  const figure = (id: string) => workbench.panel.locator(`[data-figure="${id}"]`);

  test('is picked from a list by group, by keys', async () => {
    const { page } = workbench;
    await workbench.runCommand('Overlap: Run Scenario…');
    const picker = page.locator('.quick-input-widget');
    await picker.locator('.monaco-list-row', { hasText: 'Two tasks take turns' }).waitFor();
    expect(await picker.locator('.monaco-list-row', { hasText: 'Two tasks take turns' }).textContent()).toContain('Round robin on one core');
    await page.keyboard.type('coffee');
    expect(await picker.locator('.monaco-list-row').count()).toBeLessThan(10);
    await picker.locator('.quick-input-filter input').fill('take turns');
    await picker.locator('.monaco-list-row', { hasText: 'Two tasks take turns' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.panel.getByRole('radio').first().waitFor();
  });

  test('asks first: nothing of the run is to be seen', async () => {
    expect(await workbench.panel.locator('h1').textContent()).toBe('Two tasks take turns');
    expect(await workbench.panel.locator('.figures').count()).toBe(0);
  });

  test('predicted wrongly, it says what the run gives and why the answer is wrong', async () => {
    await workbench.panel.getByText('After 3 ms').click();
    await workbench.panel.getByRole('button', { name: 'Run it' }).click();
    expect(await workbench.panel.locator('#verdict').textContent()).toContain('something else than you predicted');
    expect(await workbench.panel.locator('.against td').allTextContents()).toEqual(['3 ms', '6 ms']);
    expect(await workbench.panel.locator('li', { hasText: 'your prediction' }).locator('.why').textContent()).toContain('One core does one thing at an instant');
    expect(await figure('wall').locator('.value').textContent()).toBe('6.0 ms');
  });

  test('a press on the next thing to try changes the figures', async () => {
    await workbench.panel.getByRole('button', { name: 'Two cores' }).click();
    await figure('wall').getByText('was 6.0 ms').waitFor();
    expect(await figure('wall').locator('.value').textContent()).toBe('3.0 ms');
    await workbench.panel.locator('.see').getByText('a core to itself').waitFor();
  });

  test('a value moved by hand changes them too', async () => {
    await workbench.panel.getByRole('button', { name: 'Put back', exact: true }).click();
    await expect.poll(() => figure('wall').locator('.value').textContent()).toBe('6.0 ms');
    await workbench.panel.locator('.controls > summary').click();
    const quantum = workbench.panel.getByRole('spinbutton', { name: 'Quantum, milliseconds' });
    await quantum.fill('3');
    await quantum.press('Enter');
    await expect.poll(() => figure('switches').locator('.value').textContent()).toBe('1');
  });

  test('the Learn view shows how it was predicted, and runs another by Enter', async () => {
    const { page } = workbench;
    await workbench.runCommand('Overlap: Focus on Learn View');
    const row = page.locator('.pane-body .monaco-list-row', { hasText: 'Two tasks take turns' });
    await row.waitFor();
    expect(await row.textContent()).toContain('a surprise');
    await workbench.screenshot('learn-view');
    await page.locator('.pane-body .monaco-list-row', { hasText: 'A core with nothing to do steals' }).click();
    await expect.poll(() => workbench.panel.locator('h1').textContent()).toBe('A core with nothing to do steals');
    await workbench.panel.getByRole('radio').first().waitFor();
    await workbench.screenshot('scenario-question');
  });

  test('what was shown is shown again after a reload', async () => {
    await workbench.panel.getByRole('button', { name: 'Run without an answer' }).click();
    await figure('wall').waitFor();
    await workbench.reload();
    await expect.poll(() => figure('wall').locator('.value').textContent()).toBe('50 ms');
    expect(await workbench.panel.locator('#verdict').textContent()).toContain('What the run gives');
  });

  test('the panel broke no rule of its page', () => {
    expect(workbench.panelErrors).toEqual([]);
  });
});
