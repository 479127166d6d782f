// Words of the workspace: its name, its namespaces, and where else one may go.

/** Words of the workspace. */
export const workspaceMessages = {
  title: 'Workspace',
  lead: 'What everybody in this workspace shares: its name, and the namespaces that it publishes under.',
  facts: 'Name and slug',
  name: 'Name',
  nameHint: 'Shown to those in it. It can change at any time.',
  nameMissing: 'Name the workspace.',
  slug: 'Slug',
  slugHint: 'Its permanent short name, in the log and in offers.',
  copySlug: 'Copy the slug',
  created: 'Created',
  save: 'Save the name',
  saved: 'The name is saved',
  failed: 'This was refused',

  namespaces: 'Namespaces',
  namespacesHint:
    'The first part of an action’s name. Whoever first publishes under it owns it; only the owner publishes there.',
  list: 'Namespaces of the workspace',
  none: 'No namespace yet',
  noneBody: 'Publish an action: the first part of its name then belongs to this workspace.',
  actions: (count: string, one: boolean) => (one ? '1 published action' : `${count} published actions`),
  claimed: 'Since',
  logEntry: (index: string) => `Log entry ${index}`,
  offer: (namespace: string) => `Offer ${namespace}…`,
  offered: (to: string) => `Offered to ${to}`,
  offeredBy: (actor: string) => `by ${actor}`,
  takeBack: 'Take back',
  takenBack: (namespace: string) => `${namespace} stays here`,

  offerTitle: (namespace: string) => `Offer ${namespace} to another workspace`,
  offerBody: 'Nothing moves until somebody there accepts. Until then you can take the offer back.',
  to: 'Slug of the workspace',
  toHint:
    'Ask them for it; they find it under Settings, Workspace. An offer to a slug that nobody has waits until you take it back.',
  toMissing: 'Say which workspace.',
  toUnlawful: 'Use 2 to 40 lower-case letters, digits and hyphens.',
  toSelf: 'That is this workspace.',
  offerDo: 'Make the offer',
  offerDone: (namespace: string, to: string) => `${namespace} is offered to ${to}`,
  moves: 'What moves when they accept',
  movesList: (namespace: string): readonly string[] => [
    `Only they publish under ${namespace}.* from then on, and deprecate, yank and move channels there.`,
    'Every release stays as it is, byte for byte: signatures, hashes, links and pins go on working.',
    'Drafts, API keys and trusted keys stay where they are.',
    'The change of hands stands in the public log.',
  ],

  incoming: (from: string, namespace: string) => `${from} offers you the namespace ${namespace}`,
  incomingBody: 'If you accept, this workspace owns it and everything published under it.',
  accept: 'Accept…',
  acceptTitle: (namespace: string) => `Take over ${namespace}?`,
  acceptBody: (from: string) => `It belongs to ${from} until you accept. Only you can then offer it back.`,
  acceptMoves: (namespace: string): readonly string[] => [
    `Only this workspace publishes under ${namespace}.* from then on, and answers for what is there.`,
    'Every release stays as it is, byte for byte: signatures, hashes, links and pins go on working.',
    'Their drafts, API keys and trusted keys stay with them.',
    'The change of hands stands in the public log.',
  ],
  acceptDo: 'Take it over',
  accepted: (namespace: string) => `${namespace} belongs to this workspace`,
  decline: 'Decline',
  declined: (namespace: string) => `${namespace} was declined`,
} as const;

/** Words of the switch between workspaces. */
export const switchMessages = {
  label: (slug: string) => `Workspace ${slug}`,
  heading: 'Your workspaces',
  onlyOne: 'This sign-in is for this workspace alone. Ask an admin of another one for a link.',
  ofKey:
    'An API key belongs to one workspace. To go to another one, sign in with a key of it, or as a person who is a member there.',
  settings: 'Workspace settings',
  otherKey: 'Sign in with another key…',
  failed: 'The workspace was not changed',
} as const;
