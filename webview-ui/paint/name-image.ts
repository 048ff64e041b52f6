/** Makes a canvas, or the box of its layers, an image with a name, for those who do not see it. One that is not painted yet is no image: it would be one without a name. */
export function nameImage(picture: HTMLElement, name: string): void {
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', name);
}
