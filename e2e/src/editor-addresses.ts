// Where and how the editor is looked at by whoever looks at all of it: the accessibility tests and the screenshots.

/** How the editor is looked at: both themes, on a screen and on a phone. */
export const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ].map((size) => ({ theme, ...size })),
);

/** Where each route is looked at; `$id` becomes the id of a draft. More than one address shows more than one state. */
export const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  '/sign-in': ['/sign-in'],
  '/library': ['/library', '/library?kind=command&dep=1', '/library?q=nothing_like_it'],
  '/drafts': ['/drafts', '/drafts?origin=builtin&kind=prompt'],
  '/drafts/new': ['/drafts/new?kind=prompt', '/drafts/new?from=9000000000', '/drafts/new?from=notes.summary@1.2.0'],
  '/drafts/$id': [
    '/drafts/$id',
    '/drafts/$id?view=json&panel=problems',
    '/drafts/$id?view=both&panel=preview',
    '/drafts/9000000000',
    '/drafts/9000000010',
    '/drafts/unsaved?from=notes.summary@1.2.0',
    '/drafts/8999999999',
  ],
  '/drafts/$id/publish': ['/drafts/$id/publish'],
  '/a/$reference': ['/a/notes.summary', '/a/tv.open_guide', '/a/net.list_routes', '/a/notes.sumary'],
  '/a/$reference/use': ['/a/notes.summary/use'],
  '/a/$reference/versions': ['/a/notes.summary/versions'],
  '/keys/signing': ['/keys/signing'],
  '/keys/trusted': ['/keys/trusted'],
  '/keys/api': ['/keys/api', '/keys/api?status=revoked'],
  '/catalogues': ['/catalogues', '/catalogues?q=andriod_tv', '/catalogues?import=1'],
  '/catalogues/$model': [
    '/catalogues/android_tv',
    '/catalogues/android_mobile?q=press_key',
    '/catalogues/android_tv?q=swipe_upp',
    '/catalogues/kiosk?version=1.0.0&with=1.1.0',
    '/catalogues/andriod_tv',
    '/catalogues/android_tv?version=9.9.9',
  ],
  '/log': ['/log', '/log?type=release&from=7d&idx=0', '/log?actor=nobody'],
  '/settings/appearance': ['/settings/appearance'],
  '/settings/shortcuts': ['/settings/shortcuts'],
  '/settings/workspace': ['/settings/workspace'],
  '/settings/members': ['/settings/members'],
  '/help': ['/help'],
};
