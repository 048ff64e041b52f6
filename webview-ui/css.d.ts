/** Style sheets are put beside panel.js as panel.css by the bundler. */
declare module '*.css';
