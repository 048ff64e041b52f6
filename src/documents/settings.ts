import { workspace, type ConfigurationScope } from 'vscode';
import { settingGuards, type SettingId, type SettingTypes } from '../contributions.ts';

/** A setting as it holds for a document; a value of the wrong type counts as absent, so that the manifest's default holds. */
export function setting<K extends SettingId>(id: K, scope?: ConfigurationScope): SettingTypes[K] {
  const guard = settingGuards[id];
  const configuration = workspace.getConfiguration(undefined, scope);
  const value = configuration.get<unknown>(id);
  if (guard(value)) return value;
  const fallback = configuration.inspect(id)?.defaultValue;
  if (guard(fallback)) return fallback;
  throw new Error(`The manifest has no usable default for ${id}.`);
}
