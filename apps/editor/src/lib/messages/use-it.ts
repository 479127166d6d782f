// Words of the page that says how an action is used from code.

/** Words of the use-it view. */
export const useItMessages = {
  reference: 'What to use',
  pinned: 'This version',
  pinnedHint: 'Never changes under you.',
  channel: (name: string) => `Channel ${name}`,
  channelHint: 'Follows where the channel points.',
  latest: 'latest',
  languages: 'Language',
  names: { typescript: 'TypeScript', curl: 'curl', cli: 'CLI' },
  explain: {
    typescript: 'The client verifies the release on your machine against the keys in trust, or throws a typed error.',
    curl: 'The exact signed bytes. The digest is checked; docs/verify-release.sh checks the signature as well.',
    cli: 'Pin the key once and compare its thumbprint, then every get is verified on your machine.',
  },
  invalid: 'This release does not verify here. The snippets below would fetch bytes that are not what was signed.',
  yanked: 'This version was yanked. Choose another one for new work.',
  trustUnknown:
    'The keys in this snippet are the registry’s word for who signed this. Compare their thumbprints before you trust them.',
  copy: 'Copy the snippet',
} as const;
