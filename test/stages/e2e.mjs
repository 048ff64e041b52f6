/** A person's path through a real workbench, with the extension as it is shipped: packaged, and installed from the package. */
import path from 'node:path';
import { packageExtension } from '../../scripts/package.mjs';
import { installVscode } from '../../scripts/vscode-install.mjs';
import { temporaryFolder } from '../hosts/workspace.mjs';
import { vitestStage } from './vitest.mjs';

export const e2e = vitestStage({
  name: 'e2e',
  title: 'Browser path',
  minutes: 20,
  config: 'test/e2e/vitest.config.ts',
  async prepare({ log }) {
    await installVscode({ log });
    const files = await temporaryFolder();
    const vsix = await packageExtension(path.join(files.folder, 'overlap.vsix'));
    return { env: { OVERLAP_VSIX: vsix }, done: files.remove };
  },
});
