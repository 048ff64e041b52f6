/** Makes a canvas an image with a name, for those who do not see it. One that is not painted yet is no image: it would be one without a name. */
export function nameImage(canvas: HTMLCanvasElement, name: string): void {
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
}
