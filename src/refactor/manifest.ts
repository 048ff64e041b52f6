/** What the nearest package.json lists, read through the project. */
import type { Project } from '../analysis/project.ts';

/** Names of the packages that code at this path may import; empty where no package.json can be read. */
export function dependenciesOf(path: string, project: Project | undefined): ReadonlySet<string> {
  const parts = path.split('/');
  while (parts.pop() !== undefined) {
    const text = project?.read([...parts, 'package.json'].join('/'));
    if (text === undefined) continue;
    return listedIn(text);
  }
  return new Set();
}

function listedIn(text: string): ReadonlySet<string> {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest !== 'object' || manifest === null) return new Set();
    return new Set(['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'].flatMap((key) => {
      const listed: unknown = key in manifest ? manifest[key as keyof typeof manifest] : undefined;
      return typeof listed === 'object' && listed !== null ? Object.keys(listed) : [];
    }));
  } catch {
    // A manifest that is no JSON lists nothing.
    return new Set();
  }
}
