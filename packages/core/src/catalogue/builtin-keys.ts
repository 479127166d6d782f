// The names of keys that the built-in catalogues take: Android's without KEYCODE_, VNC's as X11 calls them, and what a
// television's remote control has.

const DIGITS = [...'0123456789'];

/** Keys of an Android device. */
export const ANDROID_KEYS = [
  ...['HOME', 'BACK', 'MENU', 'APP_SWITCH', 'POWER', 'SLEEP', 'WAKEUP', 'CAMERA', 'SEARCH', 'SETTINGS'],
  ...['DPAD_UP', 'DPAD_DOWN', 'DPAD_LEFT', 'DPAD_RIGHT', 'DPAD_CENTER', 'ENTER', 'TAB', 'SPACE', 'DEL', 'ESCAPE'],
  ...['FORWARD_DEL', 'PAGE_UP', 'PAGE_DOWN', 'MOVE_HOME', 'MOVE_END'],
  ...['VOLUME_UP', 'VOLUME_DOWN', 'VOLUME_MUTE'],
  ...['MEDIA_PLAY_PAUSE', 'MEDIA_PLAY', 'MEDIA_PAUSE', 'MEDIA_STOP', 'MEDIA_NEXT', 'MEDIA_PREVIOUS'],
  ...['MEDIA_REWIND', 'MEDIA_FAST_FORWARD'],
  ...DIGITS,
] as const;

/** Keys of a desktop's keyboard. */
export const HOST_KEYS = [
  ...['Return', 'Escape', 'Tab', 'BackSpace', 'Delete', 'Insert', 'space', 'Home', 'End', 'Page_Up', 'Page_Down'],
  ...['Up', 'Down', 'Left', 'Right', 'Menu', 'Print', 'Pause', 'Caps_Lock'],
  ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'],
  ...'abcdefghijklmnopqrstuvwxyz',
  ...DIGITS,
] as const;

/** Keys that are held while another is pressed. */
export const HOST_MODIFIERS = ['alt', 'ctrl', 'shift', 'super'] as const;

/** Keys of a television's remote control. */
export const REMOTE_KEYS = [
  ...['POWER', 'HOME', 'BACK', 'MENU', 'OK', 'UP', 'DOWN', 'LEFT', 'RIGHT', 'INFO', 'GUIDE', 'EXIT', 'INPUT'],
  ...['VOLUME_UP', 'VOLUME_DOWN', 'MUTE', 'CHANNEL_UP', 'CHANNEL_DOWN'],
  ...['PLAY', 'PAUSE', 'STOP', 'REWIND', 'FAST_FORWARD', 'RECORD', 'RED', 'GREEN', 'YELLOW', 'BLUE'],
  ...DIGITS,
] as const;
