import { spawn } from 'node:child_process';

export const OPEN_OPTION = {
  type: 'boolean',
  help: 'open the console in a browser, where there is one',
} as const;

/** Shows a page in the browser of whoever sits here. False: there is none, and nothing is said. */
export function openBrowser(url: string): Promise<boolean> {
  const opener = openerHere();
  if (opener === undefined) return Promise.resolve(false);
  const [program, ...words] = opener;
  return new Promise((resolve) => {
    const browser = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
    browser.on('error', () => resolve(false));
    browser.on('spawn', () => resolve(true));
    browser.unref();
  });
}

/** What opens addresses here; undefined without a screen, where it would be a browser of text. */
function openerHere(): readonly [string, ...string[]] | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
