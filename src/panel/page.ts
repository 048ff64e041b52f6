import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** All that the panel may load: its own script and styles. */
export function resourceRoot(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** The panel's page. It holds no data: the script asks for it (`ready`) and the host answers with a snapshot. */
export function pageOf(webview: Webview, extensionUri: Uri): string {
  const root = resourceRoot(extensionUri);
  const script = webview.asWebviewUri(Uri.joinPath(root, 'panel.js')).toString();
  const style = webview.asWebviewUri(Uri.joinPath(root, 'panel.css')).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; img-src ${webview.cspSource} data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}" id="vscode-codicon-stylesheet">
<title>Overlap timeline</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
