import { window } from 'vscode';

/** For what needs no answer: in the status bar, for five seconds. */
export function tell(message: string): void {
  window.setStatusBarMessage(`Overlap: ${message}`, 5000);
}
