/** Sentences of the report as they are meant to be read. Everything in them is text: nothing is taken for markup. */
import { html, type TemplateResult } from 'lit';

/** A number and its unit, or its `≈`, stay on one line. */
const insideValue = /(?<=\d) (?=(?:×|%|µs|ms|s|min|h|B|kB|MB|GB)(?!\w))|(?<=≈) (?=\d)/g;

/** `code` between backticks is set as code; a backtick without a partner stays one. */
export function sentence(text: string): TemplateResult {
  const parts = text.replace(insideValue, '\u00a0').split('`');
  const paired = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2) ?? ''}\`${parts.at(-1) ?? ''}`];
  return html`${paired.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
