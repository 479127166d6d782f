// The image, the compose file and the workflow cannot run where these tests do (they need a container engine, or a forge), so
// they are linted and held against what they rely on: settings that exist, commands that exist, a user without rights.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../apps/server/src/config.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const dockerfile = read('Dockerfile');
/** Instructions with their continued lines joined. */
const instructions = dockerfile
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));

type Service = {
  image?: string;
  build?: string;
  environment: Record<string, string>;
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
};

test('the Dockerfile has no mistake that a linter knows', () => {
  expect(validate(dockerfile)).toEqual([]);
  expect(validate('FROM node:24\nRUNN true')).not.toEqual([]);
});

test('the image runs without rights, says whether it is well, and has fixed bases', () => {
  const last = instructions.map((line) => line.startsWith('FROM ')).lastIndexOf(true);
  const final = instructions.slice(last);
  expect(final.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  expect(final.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  expect(final.find((line) => line.startsWith('EXPOSE '))).toBe('EXPOSE 8000');
  for (const line of instructions.filter((each) => each.startsWith('FROM '))) {
    expect(line).toMatch(/^FROM node:\d+-slim( AS \w+)?$/);
  }
});

test('what the image sets and starts exists', () => {
  const set = instructions
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.match(/[A-Z_]+(?==)/g) ?? []);
  const known = [...SETTINGS, 'CI', 'NODE_ENV', 'TURBO_TELEMETRY_DISABLED'] as readonly string[];
  expect(set.filter((name) => !known.includes(name))).toEqual([]);
  const version = JSON.parse(read('package.json')) as { packageManager: string };
  expect(dockerfile.match(/pnpm@[\d.]+/g)).toEqual([version.packageManager, version.packageManager]);
  expect(existsSync(path.join(ROOT, 'apps/server/src/main.ts'))).toBe(true);
});

test('compose starts the registry once its PostgreSQL is well, with settings that exist, on this machine only', () => {
  const { services } = parse(read('compose.yaml')) as { services: Record<string, Service> };
  const { registry, postgres } = services;
  expect(registry?.build).toBe('.');
  expect(
    Object.keys(registry?.environment ?? {}).filter((name) => !(SETTINGS as readonly string[]).includes(name)),
  ).toEqual([]);
  expect(registry?.depends_on?.postgres?.condition).toBe('service_healthy');
  expect(postgres?.healthcheck?.test[1]).toContain('pg_isready');
  expect(postgres?.image).toMatch(/^postgres:\d+$/);
  expect(registry?.ports?.[0]).toMatch(/^127\.0\.0\.1:.*:8000$/);
  expect(postgres?.ports).toBeUndefined();
});

test('the workflow runs the two commands on every promised Node and builds the image', () => {
  type Job = { strategy?: { matrix: { node: string[] } }; steps: { run?: string; uses?: string }[] };
  const workflow = parse(read('.github/workflows/ci.yml')) as { jobs: Record<string, Job>; permissions: object };
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
  );
  expect(runs).toContain('npm test');
  expect(runs.some((run) => run.startsWith('npm start'))).toBe(true);
  expect(runs.some((run) => run.startsWith('docker compose up --build'))).toBe(true);
  expect(workflow.jobs.test?.strategy?.matrix.node).toEqual(['20.19', '22', '24']);
  expect(workflow.permissions).toEqual({ contents: 'read' });
});
