export const state = { session: '', theme: '' };

export async function setTheme(name: string): Promise<void> {
  await Promise.resolve();
  state.theme = name;
}

export async function getTheme(): Promise<string> {
  await Promise.resolve();
  return state.theme;
}
