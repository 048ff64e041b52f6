/** What lies over the marks and changes often: outlines of the mark under the pointer, the chosen one, and the editor's await. */
import type { Brush } from './brush.ts';
import type { Box } from './paint-marks.ts';
import { css } from './theme.ts';

export function paintOutline(brush: Brush, box: Box, look: 'hover' | 'selected' | 'highlight'): void {
  const { context, theme } = brush;
  context.save();
  context.beginPath();
  const out = look === 'hover' ? 0.5 : 1;
  context.roundRect(box.x - out, box.y - out, Math.max(box.width, 2) + 2 * out, box.height + 2 * out, 4);
  context.lineWidth = look === 'hover' ? 1 : 2;
  context.strokeStyle = css(look === 'hover' ? theme.foreground : look === 'selected' ? theme.focus : theme.foreground);
  context.stroke();
  if (look === 'highlight') {
    // A notch at the upper left corner, so that the editor's await is told from the chosen slice by shape.
    context.beginPath();
    context.moveTo(box.x - 1, box.y - 1);
    context.lineTo(box.x + 8, box.y - 1);
    context.lineTo(box.x - 1, box.y + 8);
    context.closePath();
    context.fillStyle = css(theme.foreground);
    context.fill();
  }
  context.restore();
}
