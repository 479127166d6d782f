// `npm start`: installs what is missing, builds what has changed and runs the server in this terminal. The environment
// goes to the server as it is, so PORT, DATA_DIR, DATABASE_URL and the other settings are honoured.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { prepare, ROOT } from './workspace.mjs';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */
/** @type {readonly StopSignal[]} */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** npm forwards a signal that the terminal has already sent to all of us: copies of one Ctrl-C come within this time. */
const SAME_SIGNAL_MS = 1000;
const PARENT_POLL_MS = 200;

/**
 * Calls `stop` when the shell that npm runs us in has gone. npm sends SIGTERM to that shell only, which dies of it
 * without passing it on; the server must stop nevertheless.
 * @param {() => void} stop
 */
function watchParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_POLL_MS);
  timer.unref();
}

/** Runs the server until it ends: it drains on a stop signal, and its exit code becomes ours. */
function serve() {
  const server = spawn(process.execPath, [path.join(ROOT, 'apps/server/dist/main.js')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      const isCopy = now - lastAt < SAME_SIGNAL_MS;
      lastAt = now;
      // At a terminal, Ctrl-C reaches the server without our help.
      if (!isCopy && !(signal === 'SIGINT' && process.stdin.isTTY)) server.kill(signal);
    });
  }
  server.once('error', (error) => {
    console.error(`The server could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  server.once('close', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1));
  });
}

// Settings may stand in a file beside the project's own; what the environment says wins.
const SETTINGS_FILE = path.join(ROOT, '.env');
if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);

// Until the server runs this ends us at once; afterwards `serve` handles the signal.
watchParent(() => process.kill(process.pid, 'SIGTERM'));
if (await prepare()) serve();
