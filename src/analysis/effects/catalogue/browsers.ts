import type { Family, Members } from './schema.ts';

// One page is one person's hands: every step on it is in order. Pages of one context share cookies and storage.
const page: Members = { 'locator getBy* frameLocator first last nth filter and or': { does: 'pure', returns: 'Locator' }, 'url isClosed viewportSize mainFrame context browser content title innerText innerHTML textContent inputValue getAttribute isVisible isHidden isEnabled isDisabled isEditable isChecked count allTextContents allInnerTexts boundingBox': 'reads page:$this', '$eval $$eval': 'reads page:$this | calls $1', '*': 'uses page:*', '**': 'uses page:*' };

const types: Readonly<Record<string, Members>> = {
  Page: page,
  Frame: page,
  Locator: page,
  ElementHandle: page,
  BrowserContext: { 'newPage': { does: 'uses page:*', returns: 'Page' }, '*': 'uses page:*' },
  Browser: { 'newPage': { does: 'opens', returns: 'Page' }, 'newContext createBrowserContext createIncognitoBrowserContext': { does: 'opens', returns: 'BrowserContext' }, 'version isConnected contexts pages': 'reads page:*', close: 'uses page:*', '*': 'uses page:*' },
};

export const browsers: Family = {
  family: 'Browser drivers',
  packages: [
    { names: ['playwright', 'playwright-core', '@playwright/test', 'playwright-chromium'], types, members: { 'chromium.launch firefox.launch webkit.launch chromium.connect chromium.connectOverCDP': { does: 'opens', returns: 'Browser' }, 'chromium.launchPersistentContext': { does: 'uses page:*', returns: 'BrowserContext' }, 'expect **': 'uses page:*' } },
    { names: ['puppeteer', 'puppeteer-core'], types, members: { 'launch connect default.launch default.connect': { does: 'opens', returns: 'Browser' } } },
    { names: ['selenium-webdriver', 'webdriverio'], types: { WebDriver: { '**': 'uses page:*' } }, members: { '**': 'uses page:*' } },
  ],
};
