/** The editor's colours, read from its CSS variables, as numbers a canvas can mix. */

export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

export interface Theme {
  readonly kind: ThemeKind;
  readonly highContrast: boolean;
  readonly background: Rgb;
  readonly foreground: Rgb;
  /** For what may stand back: ticks, durations. Still readable. */
  readonly muted: Rgb;
  /** For lines that only separate. */
  readonly line: Rgb;
  readonly focus: Rgb;
  /** Colours of calls, then the neutral one. */
  readonly palette: readonly Rgb[];
  readonly font: string;
  readonly fontSize: number;
}

const fallback: Record<'light' | 'dark', Record<string, string>> = {
  dark: { background: '#1f1f1f', foreground: '#cccccc', blue: '#3794ff', green: '#89d185', orange: '#d18616', purple: '#b180d7', yellow: '#cca700', focus: '#0078d4' },
  light: { background: '#ffffff', foreground: '#3b3b3b', blue: '#1a85ff', green: '#388a34', orange: '#d18616', purple: '#652d90', yellow: '#bf8803', focus: '#005fb8' },
};

/** Blue, orange, green, purple, yellow: neighbours differ in lightness too, for those who do not see the difference in hue. */
const paletteNames = ['blue', 'orange', 'green', 'purple', 'yellow'] as const;

export function readTheme(document: Document): Theme {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const kind = themeKind(document.body.classList);
  const light = kind === 'light' || kind === 'high-contrast-light';
  const defaults = fallback[light ? 'light' : 'dark'];
  const parse = colourParser(document);
  const colour = (variables: readonly string[], name: string): Rgb => {
    for (const variable of variables) {
      const found = parse(style.getPropertyValue(variable).trim());
      if (found) return over(found, light ? { r: 255, g: 255, b: 255 } : { r: 0, g: 0, b: 0 });
    }
    return over(parse(defaults[name] ?? '#808080') ?? { r: 128, g: 128, b: 128, a: 1 }, { r: 0, g: 0, b: 0 });
  };
  // Several themes give a chart colour that is mostly transparent (VS Code's own orange is): the hue is what tells calls apart.
  const hue = (variable: string, name: string): Rgb => parse(style.getPropertyValue(variable).trim()) ?? colour([], name);
  const background = colour(['--vscode-editor-background'], 'background');
  const foreground = colour(['--vscode-foreground', '--vscode-editor-foreground'], 'foreground');
  const highContrast = kind === 'high-contrast' || kind === 'high-contrast-light';
  const muted = highContrast ? foreground : mix(foreground, background, 0.74);
  const fontSize = Number.parseFloat(style.getPropertyValue('--vscode-font-size')) || 13;
  return {
    kind,
    highContrast,
    background,
    foreground,
    muted,
    line: highContrast ? colour(['--vscode-contrastBorder'], 'foreground') : mix(foreground, background, 0.16),
    focus: colour(['--vscode-focusBorder'], 'focus'),
    palette: [...paletteNames.map((name) => hue(`--vscode-charts-${name}`, name)), mix(foreground, background, 0.6)],
    font: style.getPropertyValue('--vscode-font-family').trim() || 'system-ui, sans-serif',
    fontSize,
  };
}

function themeKind(classes: DOMTokenList): ThemeKind {
  if (classes.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classes.contains('vscode-high-contrast')) return 'high-contrast';
  return classes.contains('vscode-light') ? 'light' : 'dark';
}

/** Lets the browser read a colour in any notation; null for what is none. */
function colourParser(document: Document): (text: string) => (Rgb & { a: number }) | null {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (text) => {
    if (!context || text === '' || !CSS.supports('color', text)) return null;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    return a === 0 ? null : { r, g, b, a: a / 255 };
  };
}

function over(colour: Rgb & { a: number }, under: Rgb): Rgb {
  return mix(colour, under, colour.a);
}

/** `share` of `a`, the rest of `b`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (x: number, y: number): number => Math.round(x * share + y * (1 - share));
  return { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b) };
}

export function css(colour: Rgb, alpha = 1): string {
  return alpha === 1 ? `rgb(${colour.r} ${colour.g} ${colour.b})` : `rgb(${colour.r} ${colour.g} ${colour.b} / ${alpha})`;
}

/** Relative luminance, WCAG 2.2. */
export function luminance(colour: Rgb): number {
  const channel = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b);
}

/** Black or white, whichever is read better on `colour`. */
export function textOn(colour: Rgb): Rgb {
  return luminance(colour) > 0.179 ? { r: 0, g: 0, b: 0 } : { r: 255, g: 255, b: 255 };
}
