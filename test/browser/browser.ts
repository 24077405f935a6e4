// A real Chromium for the tests of what only a browser does: scripts, focus, scrolling, input methods.
import chromiumForServers from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

// One for the whole run, as the test files share a process. It goes when the process does.
let browser: Promise<Browser> | undefined;

export function launchBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

/** The packaged build runs on Linux x64 and needs nothing installed; elsewhere the Chrome of the machine is used. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  return chromium.launch({
    executablePath: await chromiumForServers.executablePath(),
    args: chromiumForServers.args.filter((argument) => !UNWANTED.includes(argument)),
  });
}

// With one process for all, closing a page closes the browser; and pages are to be as guarded here as they are outside.
const UNWANTED = ['--single-process', '--disable-web-security', '--disable-site-isolation-trials'];
