import type { PackageEntry } from '../analysis/effects/catalogue/schema.ts';
import type { Project } from '../analysis/project.ts';

/** The same project, with what a user has written down of packages. Without a project other files are out of reach. */
export function withCatalogue(project: Project | undefined, catalogue: readonly PackageEntry[]): Project {
  return {
    catalogue,
    resolve: (specifier, from) => project?.resolve(specifier, from),
    read: (file) => project?.read(file),
    ...(project?.types === undefined ? {} : { types: project.types }),
  };
}
