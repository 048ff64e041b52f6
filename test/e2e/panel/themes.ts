/** Variables of VS Code 1.139's own four kinds of theme, as its workbench gave them to a webview. */
import values from './themes.json' with { type: 'json' };

export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

export const themes: Readonly<Record<ThemeName, Readonly<Record<string, string>>>> = values;
export const themeNames = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const satisfies readonly ThemeName[];
