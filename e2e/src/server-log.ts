// What must never stand in a server's log, looked for by its shape and by its value in the lines of every server that the
// end-to-end tests start. The greeting is no line of the log: it shows the one-time link to whoever started the server.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Secrets that are told by how they look: a session's or a link's token is 256 bits as base64url, so of mixed characters. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'an API key': /ark_[0-9A-Za-z]{12}_[0-9A-Za-z]{10,}/,
  'a token of a session or link': /(?<![\w+/-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w+/=-])/,
  'a JSON Web Token': /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/,
  'a private key': /PRIVATE KEY/,
};

/** Settings whose values are secrets. */
const SECRET_SETTINGS = ['ACTION_REGISTRY_API_KEY', 'DATABASE_URL'] as const;

/** What of an environment, and of the files it leads to, must not be in a log. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of SECRET_SETTINGS) if (env[name]) secrets[name] = env[name];
  const files = {
    'the admin key': path.join(env.DATA_DIR ?? '', 'admin-api-key'),
    'the log’s key': env.LOG_KEY_FILE ?? path.join(env.DATA_DIR ?? '', 'log-key'),
  };
  for (const [name, file] of Object.entries(files)) {
    if (env.DATA_DIR === undefined || !existsSync(file)) continue;
    const text = readFileSync(file, 'utf8').trim();
    // A note's signer key is PRIVATE+KEY+name+hash+seed; the seed is the secret.
    if (text !== '') secrets[name] = text.split('+').slice(4).join('+') || text;
  }
  return secrets;
}

/** The lines of a server's log among what it printed. */
export function logLines(output: string): string[] {
  return output.split('\n').filter((line) => line.startsWith('{'));
}

/** Which secrets the log has, by name, each with the line's start; nothing of the secret itself. */
export function findSecrets(output: string, known: Readonly<Record<string, string>>): string[] {
  return logLines(output).flatMap((line) => {
    const shaped = Object.keys(SHAPES).filter((name) => SHAPES[name]?.test(line));
    const named = Object.keys(known).filter((name) => line.includes(known[name] ?? name));
    const { level, msg, path: asked } = parse(line);
    return [...shaped, ...named].map((name) => `${name} in a line of level ${level}: ${msg} ${asked ?? ''}`);
  });
}

function parse(line: string): { level?: unknown; msg?: unknown; path?: unknown } {
  try {
    return JSON.parse(line) as object;
  } catch {
    return {};
  }
}
