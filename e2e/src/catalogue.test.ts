// Command catalogues as people and programs meet them: on the command line, over REST, and when a device is saved.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRegistry, type TestRegistry } from './harness.js';

const WRONG = `Invalid command 'click_element_by_index' for device model 'android_mobile' (action 1 in 'forward').
  Did you mean 'click_element'?
  Available: ADB: click_element, launch_app, press_key, swipe_down, swipe_left, swipe_right, swipe_up, type_text
  Full details: actions catalogue get android_mobile`;

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry();
  expect((await registry.cli('init')).code).toBe(0);
});
afterAll(() => registry.stop());

const device = (command: string, device_model = 'android_mobile') => ({
  device_model,
  action_sets: [{ id: 'forward', actions: [{ command }] }],
  default_action_set_id: 'forward',
});

async function write(file: string, value: object): Promise<string> {
  await writeFile(path.join(registry.folder, file), JSON.stringify(value));
  return file;
}

async function post(url: string, body: object): Promise<{ status: number; body: Record<string, never> }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await registry.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

describe('a wrong command', () => {
  test('is not saved, and the message says what a person would say', async () => {
    const draft = { kind: 'device', title: 'Tap', spec: device('click_element_by_index') };
    const answer = await post('/api/actions', draft);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'INVALID_COMMAND',
          message: WRONG,
          details: {
            issues: [{ path: '/spec/action_sets/0/actions/0/command', suggestion: 'click_element' }],
            suggestions: [{ value: 'click_element' }],
            available: { ADB: expect.arrayContaining(['swipe_up']) },
          },
        },
      },
    });
  });

  test('is not published, and the command line prints the message as it is', async () => {
    const document = { name: 'tv.tap', version: '1.0.0', kind: 'device', spec: device('click_element_by_index') };
    const { code, stdout, stderr } = await registry.cli('publish', await write('tap.json', document));
    expect(code).toBe(2);
    for (const line of WRONG.split('\n')) expect(stdout + stderr).toContain(line);
    expect((await registry.fetch('/actions/tv.tap')).status).toBe(404);
  });
});

describe('actions catalogue', () => {
  test('lists device models and shows the commands of one', async () => {
    const { stdout } = await registry.cli('catalogue', 'list');
    expect(stdout).toMatch(/android_tv +1\.0\.0 +10 commands +builtin +extends android_mobile/);
    expect((await registry.cli('catalogue', 'get', 'android_mobile')).stdout).toMatch(
      /press_key +ADB +write +key \[long_press\]/,
    );
    const extended = (await registry.cli('catalogue', 'get', 'android_tv')).stdout;
    expect(extended.split('\n')[1]).toBe('extends android_mobile@1.0.0');
    const missing = await registry.cli('catalogue', 'get', 'andriod_tv');
    expect([missing.code, missing.stderr.includes('android_tv')]).toEqual([2, true]);
  });

  test('keeps a version as a file that is the same when it is put again', async () => {
    const command = {
      name: 'ring',
      action_type: 'web',
      description: 'Rings.',
      risk: 'write',
      params_schema: { type: 'object' },
    };
    const bell = { device_model: 'bell', version: '1.0.0', extends: 'host_vnc', commands: [command] };
    expect((await registry.cli('catalogue', 'put', await write('bell.json', bell))).code).toBe(0);
    const { code, stdout } = await registry.cli('catalogue', 'export', 'bell', '-o', 'kept.json');
    expect([code, stdout]).toEqual([0, expect.stringContaining('bell@1.0.0')]);
    const kept = await readFile(path.join(registry.folder, 'kept.json'), 'utf8');
    expect(JSON.parse(kept)).toEqual(bell);
    expect((await registry.cli('catalogue', 'export', 'bell', '--version', '1.0.0')).stdout).toBe(kept);
    expect((await registry.cli('catalogue', 'export', 'bell', '-o', '-')).stdout).toBe(kept);
    expect(await registry.cli('catalogue', 'export', 'bell', '-o', '')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('- for standard output'),
    });
    expect((await registry.cli('catalogue', 'put', 'kept.json')).stdout).toContain('stands already');
    const changed = await write('bell2.json', { ...bell, version: '1.1.0' });
    expect((await registry.cli('catalogue', 'put', changed, '--global')).stderr).toContain('leave `global` out');
  });

  test('checks a line and a file', async () => {
    const right = await registry.cli('catalogue', 'check', 'android_tv', 'press_key', 'key=HOME');
    expect([right.code, right.stdout.split('\n')[0]]).toEqual([0, '✔ nothing is wrong']);
    const unclosed = await registry.cli('catalogue', 'check', 'android_tv', 'press_key', 'key="HOME');
    expect([unclosed.code, unclosed.stdout]).toEqual([2, expect.stringContaining('no closing quote')]);
    const ambiguous = await registry.cli('catalogue', 'check', 'android_tv', 'swipe');
    expect([ambiguous.code, ambiguous.stdout]).toEqual([2, expect.stringContaining('swipe_down')]);
    const file = await write('spec.json', device('click_element_by_index'));
    const wrong = await registry.cli('catalogue', 'check', '--file', file);
    expect([wrong.code, wrong.stdout]).toEqual([2, `✖ ${WRONG}\n`]);
    expect((await registry.cli('catalogue', 'check')).code).toBe(2);
  });

  test('puts a version, and says what it refuses of what stands', async () => {
    const commands = ['open', 'close'].map((name) => ({
      ...{ name, action_type: 'web', description: 'A door.', risk: 'write', params_schema: { type: 'object' } },
    }));
    const door = { device_model: 'door', version: '1.0.0', commands };
    expect((await registry.cli('catalogue', 'put', await write('door.json', door))).stdout).toMatch(
      /^✔ door@1\.0\.0 is put \(log entry \d+\)\n {2}added: open, close\n$/,
    );
    expect((await post('/api/actions', { kind: 'device', title: 'Shut', spec: device('close', 'door') })).status).toBe(
      201,
    );
    expect((await registry.cli('catalogue', 'uses', 'door')).stdout).toMatch(/^draft \d+ +door +Shut *\n$/);
    expect((await registry.cli('catalogue', 'uses', 'host_vnc')).stdout).toBe('No action uses it.\n');
    const next = await write('door2.json', { ...door, version: '2.0.0', commands: commands.slice(0, 1) });
    const tried = await registry.cli('catalogue', 'put', next, '--dry-run');
    expect(tried.stdout).toContain('It would refuse what stands:');
    const put = await registry.json<{ stored: boolean; refused: { definition?: { title: string } }[] }>(
      'catalogue',
      'put',
      next,
    );
    expect([put.stored, put.refused.map(({ definition }) => definition?.title)]).toEqual([true, ['Shut']]);
    const again = await registry.cli('catalogue', 'put', await write('door3.json', { ...door, version: '1.5.0' }));
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('INVALID_VERSION')]);
    const bad = await write('bad.json', { ...door, comands: [] });
    expect((await registry.cli('catalogue', 'put', bad)).stderr).toContain("Did you mean 'commands'?");
  });

  test('needs no key to read and the right to put', async () => {
    const open = await fetch(`${registry.url}/catalogues/door?version=1.0.0`);
    expect(await open.json()).toMatchObject({ version: '1.0.0', versions: ['2.0.0', '1.0.0'] });
    const check = { device_model: 'door', line: 'opne' };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${registry.url}/catalogues/check`, {
      method: 'POST',
      headers,
      body: JSON.stringify(check),
    });
    expect(await answer.json()).toMatchObject({ ok: false, suggestions: [{ value: 'open' }] });
    const body = JSON.stringify({ catalogue: { device_model: 'x', version: '1.0.0', commands: [] } });
    expect((await fetch(`${registry.url}/catalogues`, { method: 'POST', headers, body })).status).toBe(401);
  });
});

describe('actions validate', () => {
  const document = (name: string, spec: object) => ({ name, version: '1.0.0', kind: 'device', spec });

  test('checks the commands of devices against the catalogues of the registry, and says whose they are', async () => {
    const own = { device_model: 'lamp', version: '1.0.0', extends: 'android_mobile', commands: [] };
    expect((await registry.cli('catalogue', 'put', await write('lamp.json', own))).code).toBe(0);
    const right = await write('right.json', document('lamp.on', device('swipe_up', 'lamp')));
    expect(await registry.json('validate', right)).toMatchObject({
      items: [{ name: 'lamp.on', catalogue: { source: 'registry', device_model: 'lamp', version: '1.0.0' } }],
    });
    const wrong = await write('wrong.json', document('lamp.off', device('swipe_upp', 'lamp')));
    const told = await registry.cli('validate', right, wrong);
    expect(told.code).toBe(2);
    expect(told.stdout).toContain('commands: lamp@1.0.0 of the registry');
    expect(told.stdout).toContain("✖ wrong.json: Invalid command 'swipe_upp' for device model 'lamp'");
    expect(told.stdout).toMatch(/^ +Available: ADB: click_element, launch_app/m);
    const { failed } = await registry.json<{ failed: { error: { code: string; details: object } }[] }>(
      'validate',
      wrong,
    );
    expect(failed[0]?.error).toMatchObject({
      code: 'INVALID_COMMAND',
      details: { issues: [{ suggestion: 'swipe_up' }], suggestions: [{ value: 'swipe_up' }] },
    });
  });

  test('is what publishing begins with: a wrong device among several files keeps all from being sent', async () => {
    const right = await write('sent.json', document('gate.right', device('swipe_up')));
    const wrong = await write('kept.json', document('gate.wrong', device('swipe_upp')));
    for (const more of [['--dry-run'], []]) {
      const told = await registry.cli('publish', right, wrong, ...more);
      expect([told.code, told.stdout.includes("Invalid command 'swipe_upp'")]).toEqual([2, true]);
      expect(told.stdout).not.toContain('would publish');
    }
    expect((await registry.fetch('/actions/gate.right')).status).toBe(404);
  });

  test('takes catalogues in files instead', async () => {
    const file = await write('tap.json', document('tap.open', device('swipe_up', 'tap')));
    const unknown = await registry.cli('validate', file);
    expect([unknown.code, unknown.stdout.includes("Unknown device model 'tap'")]).toEqual([2, true]);
    const own = { device_model: 'tap', version: '3.0.0', extends: 'android_mobile', commands: [] };
    const known = await registry.cli('validate', file, '--catalogue', await write('tap-catalogue.json', own));
    expect([known.code, known.stdout.includes('commands: tap@3.0.0 of a file')]).toEqual([0, true]);
  });
});
