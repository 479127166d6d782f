// Words for failures that the registry has no words for, because it was not reached.

/** Words of failures. */
export const errorMessages = {
  failedTitle: 'This did not work',
  offlineTitle: 'The registry cannot be reached',
  offline: 'Check your connection, or whether the registry is running. What you typed is kept.',
  signInTitle: 'Sign in to see this',
  signIn: 'What stands here belongs to a workspace, or this registry is read by those who have a key.',
  rateLimited: (seconds: number) => `Too many calls. Wait ${seconds} s, then try again.`,
} as const;
