// Where the browser tests find their browser. None is downloaded: a Chromium that the system has is used as it is.
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe', 'msedge.exe'];

const FIXED_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What to tell a person whose machine has none. */
export const HOW_TO_GET_CHROMIUM =
  'Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium) ' +
  'or name an executable in CHROMIUM_PATH.';

/**
 * The executable of a Chromium or Chrome: the one that CHROMIUM_PATH names, else the first of the usual places.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...FIXED_PLACES, ...onPath].find((file) => existsSync(file));
}
