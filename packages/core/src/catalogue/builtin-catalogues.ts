// The catalogues that a registry begins with. Templates are lists of arguments: a value that `adb shell` would hand on to the
// device's own shell has none unless its schema leaves no room for shell syntax.
import type { CatalogueCommand, CatalogueContent, JsonObject } from '@action-registry/schema';
import { ANDROID_KEYS, HOST_KEYS, HOST_MODIFIERS, REMOTE_KEYS } from './builtin-keys.js';

const VERSION = '1.0.0';
const TEXT = { type: 'string', minLength: 1, maxLength: 1_000 };
const COORDINATE = { type: 'integer', minimum: 0, maximum: 32_767 };
const REPEAT = { type: 'integer', minimum: 1, maximum: 20, default: 1, description: 'How many times.' };

function params(properties: JsonObject, required: string[] = [], more: JsonObject = {}): JsonObject {
  const needed = required.length === 0 ? {} : { required };
  return { type: 'object', properties, ...needed, ...more, additionalProperties: false };
}

const HOST_COMMANDS: readonly CatalogueCommand[] = [
  {
    name: 'click_element',
    action_type: 'desktop',
    category: 'Desktop',
    description: 'Clicks an element that is found by its text, or a point of the screen.',
    params_schema: params(
      {
        text: { ...TEXT, description: 'The text that the element shows.' },
        x: { ...COORDINATE, description: 'Pixels from the left.' },
        y: { ...COORDINATE, description: 'Pixels from the top.' },
        button: { enum: ['left', 'middle', 'right'], default: 'left' },
        double: { type: 'boolean', default: false, description: 'Clicks twice.' },
      },
      [],
      { anyOf: [{ required: ['text'] }, { required: ['x', 'y'] }] },
    ),
    aliases: ['click', 'mouse_click'],
    risk: 'write',
  },
  {
    name: 'type_text',
    action_type: 'desktop',
    category: 'Desktop',
    description: 'Types text where the keyboard’s focus is.',
    params_schema: params(
      {
        text: { type: 'string', minLength: 1, maxLength: 10_000 },
        delay_ms: { type: 'integer', minimum: 0, maximum: 1_000, default: 0, description: 'Between two characters.' },
        submit: { type: 'boolean', default: false, description: 'Presses Enter afterwards.' },
      },
      ['text'],
    ),
    aliases: ['input_text', 'write_text'],
    risk: 'write',
  },
  {
    name: 'press_key',
    action_type: 'desktop',
    category: 'Desktop',
    description: 'Presses a key, with modifiers held where they are given.',
    params_schema: params(
      {
        key: { enum: [...HOST_KEYS] },
        modifiers: { type: 'array', items: { enum: [...HOST_MODIFIERS] }, uniqueItems: true, maxItems: 4 },
        repeat: REPEAT,
      },
      ['key'],
    ),
    aliases: ['key', 'send_key'],
    risk: 'write',
  },
  {
    name: 'navigate_to_url',
    action_type: 'web',
    category: 'Web',
    description: 'Opens an address in the browser of the host.',
    params_schema: params({ url: { type: 'string', maxLength: 2_048, pattern: '^https?://[^\\s]+$' } }, ['url']),
    aliases: ['open_url', 'goto', 'browse'],
    risk: 'write',
  },
];

/** Waiting for a screen to scroll takes the same two numbers in each direction. */
function swipe(direction: 'up' | 'down' | 'left' | 'right'): CatalogueCommand {
  return {
    name: `swipe_${direction}`,
    action_type: 'adb',
    category: 'ADB',
    description: `Moves a finger ${direction} over the middle of the screen.`,
    params_schema: params({
      distance_percent: { type: 'integer', minimum: 1, maximum: 100, default: 50, description: 'Of the screen.' },
      duration_ms: { type: 'integer', minimum: 50, maximum: 5_000, default: 300 },
    }),
    aliases: [`scroll_${direction}`],
    risk: 'write',
  };
}

const MOBILE_COMMANDS: readonly CatalogueCommand[] = [
  {
    name: 'click_element',
    action_type: 'adb',
    category: 'ADB',
    description: 'Taps an element that is found by text, resource or description, or a point of the screen.',
    params_schema: params(
      {
        text: { ...TEXT, description: 'The text that the element shows.' },
        resource_id: { type: 'string', maxLength: 255, pattern: '^[A-Za-z0-9_.]+:id/[A-Za-z0-9_.]+$' },
        content_desc: { ...TEXT, description: 'What the element tells a screen reader.' },
        x: { ...COORDINATE, description: 'Pixels from the left.' },
        y: { ...COORDINATE, description: 'Pixels from the top.' },
        timeout_ms: { type: 'integer', minimum: 0, maximum: 60_000, default: 5_000, description: 'To wait for it.' },
      },
      [],
      {
        anyOf: [
          { required: ['text'] },
          { required: ['resource_id'] },
          { required: ['content_desc'] },
          { required: ['x', 'y'] },
        ],
      },
    ),
    aliases: ['tap', 'tap_element', 'click'],
    risk: 'write',
  },
  swipe('up'),
  swipe('down'),
  swipe('left'),
  swipe('right'),
  {
    name: 'launch_app',
    action_type: 'adb',
    category: 'ADB',
    description: 'Starts an app by its package name.',
    params_schema: params(
      {
        package: { type: 'string', maxLength: 255, pattern: '^[A-Za-z][A-Za-z0-9_]*(?:\\.[A-Za-z][A-Za-z0-9_]*)+$' },
      },
      ['package'],
    ),
    aliases: ['open_app', 'start_app'],
    risk: 'write',
    template: ['adb', 'shell', 'monkey', '-p', '{{package}}', '-c', 'android.intent.category.LAUNCHER', '1'],
  },
  {
    name: 'press_key',
    action_type: 'adb',
    category: 'ADB',
    description: 'Presses a key of the device.',
    params_schema: params({ key: { enum: [...ANDROID_KEYS] }, long_press: { type: 'boolean', default: false } }, [
      'key',
    ]),
    aliases: ['key', 'keyevent', 'send_key'],
    risk: 'write',
    template: ['adb', 'shell', 'input', 'keyevent', 'KEYCODE_{{key}}'],
  },
  {
    name: 'type_text',
    action_type: 'adb',
    category: 'ADB',
    description: 'Types text into the field that has the focus.',
    params_schema: params(
      {
        text: { ...TEXT, maxLength: 5_000 },
        submit: { type: 'boolean', default: false, description: 'Presses Enter afterwards.' },
      },
      ['text'],
    ),
    aliases: ['input_text', 'enter_text'],
    risk: 'write',
  },
];

const REMOTE_COMMANDS: readonly CatalogueCommand[] = [
  {
    name: 'press_remote_key',
    action_type: 'remote',
    category: 'IR',
    description: 'Sends a key of the remote control over infrared.',
    params_schema: params({ key: { enum: [...REMOTE_KEYS] }, repeat: REPEAT }, ['key']),
    aliases: ['remote_key', 'ir_key'],
    risk: 'write',
  },
  {
    name: 'hold_remote_key',
    action_type: 'remote',
    category: 'IR',
    description: 'Holds a key of the remote control over infrared.',
    params_schema: params(
      { key: { enum: [...REMOTE_KEYS] }, duration_ms: { type: 'integer', minimum: 100, maximum: 10_000 } },
      ['key', 'duration_ms'],
    ),
    aliases: ['long_press_remote_key'],
    risk: 'write',
  },
];

/** The catalogues of a first start; `android_tv` has what `android_mobile` has, and a remote control. */
export const BUILTIN_CATALOGUES: readonly CatalogueContent[] = [
  {
    device_model: 'host_vnc',
    version: VERSION,
    description: 'A desktop computer that is seen and steered over VNC.',
    commands: [...HOST_COMMANDS],
  },
  {
    device_model: 'android_mobile',
    version: VERSION,
    description: 'An Android phone or tablet that is steered over ADB.',
    commands: [...MOBILE_COMMANDS],
  },
  {
    device_model: 'android_tv',
    version: VERSION,
    extends: 'android_mobile',
    description: 'An Android television that is steered over ADB and by an infrared remote control.',
    commands: [...REMOTE_COMMANDS],
  },
];
