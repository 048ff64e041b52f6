/** Loading, busy, empty and error, each with its own look; nothing where a snapshot says it all. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelModel } from '../model.ts';
import { sentence } from './plain-text.ts';

export function noticeView(model: PanelModel): TemplateResult | typeof nothing {
  const { screen, shown } = model;
  switch (screen.type) {
    case 'shown':
      return nothing;
    case 'loading':
      return working('Loading the timeline…');
    case 'busy':
      return shown
        ? html`<div class="banner" role="status"><vscode-progress-bar indeterminate aria-hidden="true"></vscode-progress-bar><p>${sentence(screen.message)}</p></div>`
        : working(screen.message);
    case 'empty':
      return html`<main class="centre">${heading}<span class="codicon codicon-symbol-event large" aria-hidden="true"></span><p role="status">${sentence(screen.message)}</p></main>`;
    case 'error':
      return shown
        ? html`<div class="banner error" role="alert"><p><span class="codicon codicon-error" aria-hidden="true"></span><span>${sentence(screen.message)}</span></p></div>`
        : html`<main class="centre error">${heading}<span class="codicon codicon-error large" aria-hidden="true"></span><p role="alert">${sentence(screen.message)}</p></main>`;
  }
}

const heading = html`<h1 class="visually-hidden">Overlap timeline</h1>`;

function working(message: string): TemplateResult {
  return html`<main class="centre">${heading}<vscode-progress-ring aria-hidden="true"></vscode-progress-ring><p role="status">${sentence(message)}</p></main>`;
}
