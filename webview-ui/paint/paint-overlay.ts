/** What lies over the marks and changes often: outlines of the chosen mark and of the editor's await. */
import type { Box } from '../geometry/boxes.ts';
import { axisHeight } from '../geometry/layout.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';
import { css } from './theme.ts';

/** Of a narrower box the notch would cover most. */
const narrowestNotched = 16;

export function paintOutline(brush: Brush, box: Box, look: 'selected' | 'highlight'): void {
  const { context, theme } = brush;
  context.save();
  context.beginPath();
  context.roundRect(box.x - 1, box.y - 1, Math.max(box.width, 2) + 2, box.height + 2, 4);
  context.lineWidth = 2;
  context.strokeStyle = css(look === 'selected' ? theme.focus : theme.foreground);
  context.stroke();
  if (look === 'highlight' && box.width >= narrowestNotched) {
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

/** The moment that the player shows: a line through all lanes, with a handle on the time axis. */
export function paintPlayhead(brush: Brush, us: number, view: View, left: number, width: number, height: number): void {
  const { context, theme } = brush;
  const x = xOf(us, view, width);
  if (x < -1 || x > width + 1) return;
  const at = Math.round(left + x) + 0.5;
  context.strokeStyle = context.fillStyle = css(theme.foreground);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(at, axisHeight);
  context.lineTo(at, height);
  context.stroke();
  context.beginPath();
  context.moveTo(at - 6, axisHeight - 10);
  context.lineTo(at + 6, axisHeight - 10);
  context.lineTo(at, axisHeight);
  context.closePath();
  context.fill();
}

/** An arrow from where something ended to what it let begin: down or up between rows, never through them sideways for long. */
export function paintArrow(brush: Brush, fromX: number, fromY: number, toX: number, toY: number): void {
  const { context, theme } = brush;
  const bend = Math.min(40, Math.max(12, Math.abs(toY - fromY) / 2));
  const direction = Math.abs(toX - fromX) < 3 ? Math.sign(toY - fromY) : 0;
  // Straight down where both are at one moment, else into the side of the later one.
  const [headX, headY] = direction === 0 ? [toX - 1, toY] : [toX, toY - direction * 11];
  context.save();
  context.strokeStyle = css(theme.background);
  for (const width of [4, 1.5]) {
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(fromX, direction === 0 ? fromY : fromY + direction * 9);
    if (direction === 0) context.bezierCurveTo(fromX + bend, fromY, toX - bend, toY, headX, headY);
    else context.lineTo(headX, headY);
    context.stroke();
    context.strokeStyle = css(theme.foreground);
  }
  context.translate(headX, headY);
  context.rotate(direction === 0 ? 0 : (direction * Math.PI) / 2);
  context.beginPath();
  context.moveTo(1, 0);
  context.lineTo(-6, -4);
  context.lineTo(-6, 4);
  context.closePath();
  context.fillStyle = css(theme.foreground);
  context.fill();
  context.restore();
}
