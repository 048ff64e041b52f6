import { build, lint, typecheck } from './commands.mjs';
import { e2e } from './e2e.mjs';
import { vitestStage } from './vitest.mjs';
import { vscode } from './vscode.mjs';

const unit = vitestStage({ name: 'unit', title: 'Unit tests', minutes: 20, config: 'vitest.config.ts', needs: ['build'] });

/** Every check there is, the quick ones first. @type {readonly import('./stage.mjs').Stage[]} */
export const stages = [typecheck, lint, build, unit, vscode, e2e];
