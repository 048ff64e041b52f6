/** What the timeline shows, how close, and where a name is. */
import { html, nothing, type TemplateResult } from 'lit';
import { exportKinds, type ExportKind } from '../exports/export.ts';
import { laneModes, type LaneMode } from '../geometry/lanes.ts';
import { commands, keyName, keysOf, type Command } from '../geometry/keys.ts';
import type { PanelModel } from '../model.ts';

export interface ToolbarHandlers {
  readonly setModes: (modes: readonly LaneMode[]) => void;
  readonly setSearch: (text: string) => void;
  /** Goes to the next match, or the previous one. */
  readonly nextMatch: (by: 1 | -1) => void;
  readonly run: (command: Command) => void;
  readonly pin: (pin: boolean) => void;
  readonly export: (kind: ExportKind) => void;
}

const modeNames: Record<LaneMode, { readonly label: string; readonly title: string }> = {
  calls: { label: 'Calls', title: 'What the function waits for' },
  cores: { label: 'Cores', title: 'What ran on which core' },
  tasks: { label: 'Tasks', title: 'What each task did: running, ready, waiting' },
};

/** What of the state the toolbar shows. Not the whole state: handlers keep alive what they were made with, and a run is large. */
export type ToolbarState = Pick<PanelModel, 'modes' | 'search'> & { readonly pinned: boolean; readonly matches: number | null };

export function toolbarView({ modes: shown, search, pinned, matches }: ToolbarState, on: ToolbarHandlers): TemplateResult {
  return html`<div class="toolbar" role="toolbar" aria-label="Timeline">
    <div class="group" role="group" aria-label="Lanes">
      ${laneModes.map((mode) => {
        const pressed = shown.includes(mode);
        const modes = laneModes.filter((other) => (other === mode ? !pressed : shown.includes(other)));
        return html`<button class="toggle" aria-pressed=${pressed} title=${modeNames[mode].title} @click=${() => on.setModes(modes)}>${modeNames[mode].label}</button>`;
      })}
    </div>
    <div class="group">
      ${iconButton('zoom-in', 'Zoom in', 'zoomIn', on)} ${iconButton('zoom-out', 'Zoom out', 'zoomOut', on)} ${iconButton('screen-full', 'Show everything', 'fit', on)}
    </div>
    <div class="rest">
    <div class="group search">
      <input
        id="search" type="search" placeholder="Find a call" aria-label="Find a call or task" .value=${search}
        @input=${(event: InputEvent) => on.setSearch((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') on.nextMatch(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') on.setSearch('');
          else return;
          event.preventDefault();
        }}
      />
      <span class="matches" role="status">${matches === null ? nothing : matches === 0 ? 'none' : matches.toLocaleString('en')}</span>
    </div>
    <div class="group end">
      <button class="icon" aria-pressed=${pinned} aria-label="Pin these runs to compare with" title="Pin these runs to compare with" @click=${() => on.pin(!pinned)}><span class="codicon codicon-pin" aria-hidden="true"></span></button>
      <details class="menu">
        <summary class="icon" aria-label="Export" title="Export"><span class="codicon codicon-export" aria-hidden="true"></span></summary>
        <ul>
          ${Object.entries(exportKinds).map(([kind, label]) => html`<li><button @click=${(event: Event) => {
            (event.target as HTMLElement).closest('details')?.removeAttribute('open');
            on.export(kind as ExportKind);
          }}>${label}</button></li>`)}
        </ul>
      </details>
      ${iconButton('question', 'Keys of the timeline', 'help', on)}</div>
    </div>
  </div>`;
}

function iconButton(icon: string, label: string, command: Command, on: ToolbarHandlers): TemplateResult {
  const keys = keysOf.find((entry) => entry.command === command)?.keys ?? [];
  return html`<button class="icon" aria-label=${label} title="${label} (${keys.map(keyName).join(' or ')})" @click=${() => on.run(command)}><span class="codicon codicon-${icon}" aria-hidden="true"></span></button>`;
}

export function helpView(): TemplateResult {
  return html`<section class="help" aria-label="Keys of the timeline">
    <dl>
      ${keysOf.map(({ command, keys }) => html`<div><dt>${keys.map((key) => html`<kbd>${keyName(key)}</kbd>`)}</dt><dd>${commands[command]}</dd></div>`)}
      <div><dt><kbd>Ctrl</kbd> + wheel</dt><dd>zoom at the pointer</dd></div>
      <div><dt><kbd>Shift</kbd> + wheel</dt><dd>earlier, later</dd></div>
      <div><dt><kbd>Shift</kbd> + drag</dt><dd>choose a range (or drag on the time axis)</dd></div>
    </dl>
  </section>`;
}
